"""What every engine looks like from outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.school_zone_vision.pixels import Pixels

Seen: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Boxes [k, 4] in 0..1 and scores [k, labels] of one picture."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Callable. In order; what a picture's answer is does not depend on the others.

    `pictures_a_pass` is how many it computes at once at most; None: all of them.
    """

    see: Callable[[Sequence[Pixels]], Sequence[Seen]]
    pictures_a_pass: int | None

    def __call__(self, pictures: Sequence[Pixels]) -> Sequence[Seen]:
        return self.see(pictures)
