"""What every engine looks like from outside."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.school_zone_vision.pixels import Pixels

Seen: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Boxes [k, 4] in 0..1 and scores [k, labels] of one picture."""

Engine: TypeAlias = Callable[[Sequence[Pixels]], Sequence[Seen]]
"""In order; what a picture's answer is does not depend on the others."""
