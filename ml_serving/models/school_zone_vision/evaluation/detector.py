"""One face for ours and for the peers: pixels of a photograph in, boxes by label out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.school_zone_vision.evaluation.average_precision import Found
from ml_serving.models.school_zone_vision.pixels import Pixels

See: TypeAlias = Callable[[Pixels], Mapping[str, Found]]

NOTHING = Found(np.zeros((0, 4), np.float32), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True)
class Detector:
    """`see` goes from decoded pixels to boxes, whatever it does between; that is what is timed."""

    name: str
    see: See


def by_label(
    boxes: NDArray[np.float32], scores: NDArray[np.float32], labels: NDArray[np.str_]
) -> Mapping[str, Found]:
    """Boxes in pixels, parted by label."""
    told = {str(label): labels == label for label in set(labels.tolist())}
    return {label: Found(boxes[own], scores[own]) for label, own in told.items()}
