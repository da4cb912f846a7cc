"""What a decoded picture is, in every room of this model."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint8]
"""[height, width, 3], red, green and blue."""
