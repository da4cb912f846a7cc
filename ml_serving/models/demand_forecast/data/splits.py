"""Which days are for learning, which for choosing, and which are read once.

| | train | validation | test |
|---|---|---|---|
| bikes | 2011-01-01 to 2012-06-30 | to 2012-09-30 | to 2012-12-31 |
| sales | days 1 to 253 of 2017 | 254 to 309 | 310 to 365 |

Every fifth store is in none of them: it is the new shop of the cold-start table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ml_serving.models.demand_forecast.data.series import Series

BIKES_TRAIN_END: Final = "2012-07-01"
BIKES_VALIDATION_END: Final = "2012-10-01"
SALES_TRAIN_DAYS: Final = 253
SALES_VALIDATION_DAYS: Final = 309
LEFT_OUT: Final = 5


@dataclass(frozen=True, slots=True)
class Split:
    """Steps at which training and validation end; the test goes on to the end."""

    train_end: int
    validation_end: int


def split_of(series: Series) -> Split:
    """Where one real series is cut."""
    if series.shop == "bikes":
        return Split(series.step_of(BIKES_TRAIN_END), series.step_of(BIKES_VALIDATION_END))
    day = series.rhythm.day
    return Split(SALES_TRAIN_DAYS * day, SALES_VALIDATION_DAYS * day)


def left_out(series: Sequence[Series]) -> set[str]:
    """Shops that no training sees: every fifth by name."""
    shops = sorted({each.shop for each in series if each.shop.startswith("store-")})
    return set(shops[::LEFT_OUT])
