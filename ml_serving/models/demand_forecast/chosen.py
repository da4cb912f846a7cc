"""What tuning chose on the validation split (`tune` prints the trials these come from)."""

from dataclasses import dataclass
from typing import Final

from ml_serving.models.demand_forecast.features import fleeting
from ml_serving.models.demand_forecast.fit import Plan

SEED: Final = 20260301


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of one member of the ensemble."""

    width: int
    depth: int
    dropout: float


CHOSEN: Final = {
    "hour": Sizes(width=96, depth=2, dropout=0.1),
    "day": Sizes(width=96, depth=2, dropout=0.1),
}
PLANS: Final = {
    "hour": Plan(epochs=8, seed=SEED, hidden=fleeting(hourly=True)),
    "day": Plan(epochs=8, seed=SEED, hidden=fleeting(hourly=False)),
}
