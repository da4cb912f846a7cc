"""What a detector sees of a street: its statistic over lives as they were, and after each fall."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.rehearsal.episodes import Harmless, harmless

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lifelines:
    """`usual` [T, H] with `sign` where a sign of life ended the silence and `counted` where time
    counts; `fallen` [HORIZON_SLOTS, N], one column a fall. More is more alarming."""

    usual: Floats
    sign: NDArray[np.bool_]
    counted: Floats
    fallen: Floats

    def harmless(self) -> Harmless:
        return harmless(self.usual, self.sign, self.counted)
