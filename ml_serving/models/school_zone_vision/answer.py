"""A picture's answer, as JSON and as tensors of a fixed size."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Prediction
from ml_serving.models.school_zone_vision.detection import Choice, Detection, in_pixels
from ml_serving.models.school_zone_vision.picture import Picture

Chosen = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]


def answer_of(
    seen: Chosen, picture: Picture, choice: Choice, doubt: Sequence[tuple[float, float]]
) -> Prediction:
    """Boxes in pixels of the upright picture and in fractions of it.

    The uncertainty is, for each detection, how often one of its score was none where it was
    measured (`doubt`: points of score and false share, by rising score).
    """
    boxes, scores, numbers = seen
    size = (picture.width, picture.height)
    found = in_pixels(boxes, scores, numbers, size=size, labels=choice.labels)
    points, shares = [point for point, _ in doubt], [share for _, share in doubt]
    wrong = np.interp(scores, points, shares) if doubt else None
    return Prediction(
        answer={
            "width": picture.width,
            "height": picture.height,
            "detections": [_told(one, box) for one, box in zip(found, boxes, strict=True)],
        },
        tensors=_tensors(seen, size, most=choice.most),
        uncertainty=None if wrong is None else {"false_alarm": wrong.round(3).tolist()},
    )


def _told(detection: Detection, box: NDArray[np.float32]) -> dict[str, object]:
    return {
        "label": detection.label,
        "score": detection.score,
        "box": list(detection.box),
        "box_normalised": box.tolist(),
    }


def _tensors(seen: Chosen, size: tuple[int, int], *, most: int) -> dict[str, NDArray[np.generic]]:
    """Padded with zeros behind `count`; boxes in pixels."""
    boxes, scores, numbers = seen
    empty = (0, most - len(scores))
    return {
        "boxes": np.pad(boxes * np.array([*size, *size], np.float32), (empty, (0, 0))),
        "scores": np.pad(scores, empty),
        "labels": np.pad(numbers, empty),
        "count": np.array([len(scores)], np.int64),
    }
