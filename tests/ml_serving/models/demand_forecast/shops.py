"""Shops for these tests, with a truth that is known; written apart from those of training."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WEEK = np.array([0.8, 0.85, 0.9, 0.95, 1.2, 1.35, 0.95])
"""From Monday on."""


@dataclass(frozen=True)
class Shop:
    """Daily orders from `start` (a Monday) on, and what each day was expected to bring."""

    start: str
    orders: NDArray[np.float64]
    expected: NDArray[np.float64]

    def asked(self, *, origin: int, horizon: int, **more: object) -> dict[str, object]:
        """A request at one origin."""
        history = [float(value) for value in self.orders[:origin]]
        return {
            "frequency": "day",
            "start": self.start,
            "history": history,
            "horizon": horizon,
            **more,
        }


def weekly_shop(*, level: float, days: int, seed: int, growth: float = 0.0) -> Shop:
    """Poisson orders on a weekly pattern that grows by `growth` a year."""
    time = np.arange(days)
    expected = level * WEEK[time % 7] * np.exp(growth * time / 365)
    rng = np.random.default_rng(seed)
    busy = rng.gamma(60.0, 1 / 60.0, days)
    return Shop("2024-01-01", rng.poisson(expected * busy).astype(np.float64), expected)
