"""Everything that is learnt from, as rows: the past of real shops, and generated ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.random import Generator

from ml_serving.models.demand_forecast.data.bikes import by_day, read_hours
from ml_serving.models.demand_forecast.data.generated import generate_shops
from ml_serving.models.demand_forecast.data.sales import (
    by_store_and_department,
    by_store_and_hour,
    read_sales,
)
from ml_serving.models.demand_forecast.data.samples import Samples, draw_samples, join, rows_of
from ml_serving.models.demand_forecast.data.series import Series, cut, until, whole
from ml_serving.models.demand_forecast.data.splits import (
    SALES_TRAIN_DAYS,
    Split,
    left_out,
    split_of,
)
from ml_serving.models.demand_forecast.features import steps_of
from ml_serving.models.demand_forecast.level import Priors, learn_priors
from ml_serving.models.demand_forecast.rhythm import HOUR, Rhythm


@dataclass(frozen=True, slots=True)
class Amount:
    """Windows drawn of each series of a kind, and how many series of a kind."""

    bikes: int
    sales: int
    generated: int
    stores: int
    shops: int


FULL = {
    "day": Amount(bikes=900, sales=50, generated=8, stores=0, shops=700),
    "hour": Amount(bikes=2200, sales=60, generated=8, stores=30, shops=300),
}
SHORT = {
    "day": Amount(bikes=30, sales=1, generated=2, stores=0, shops=20),
    "hour": Amount(bikes=30, sales=4, generated=2, stores=5, shops=10),
}

BIKES_WEIGHT = 3.0
GENERATED_WEIGHT = 0.5
"""What rows count beside those of a store: one rental of bikes is the only one of its kind, a
generated shop never was."""


@dataclass(frozen=True, slots=True)
class Material:
    """`validation` lies after all of `train`, at evenly spaced origins of real shops."""

    train: Samples
    validation: Samples
    priors: Priors


def read_real(data: Path, rhythm: Rhythm, *, stores: int = 30) -> list[Series]:
    """Every real series of a rhythm, whole; the largest first within a source."""
    hours = read_hours(data)
    sales = read_sales(data)
    if rhythm is HOUR:
        return [*hours, *by_store_and_hour(sales, trained_days=SALES_TRAIN_DAYS, stores=stores)]
    departments = by_store_and_department(sales, trained_days=SALES_TRAIN_DAYS)
    return [*(by_day(each) for each in hours), *departments]


def gather(
    real: Sequence[Series],
    rhythm: Rhythm,
    amount: Amount,
    rng: Generator,
    split_at: Callable[[Series], Split] = split_of,
) -> Material:
    """Rows for training and validation out of the series that are not left out."""
    unseen = left_out(real)
    seen = [each for each in real if each.shop not in unseen]
    past = [until(each, split_at(each).train_end) for each in seen]
    shops = generate_shops(count=amount.shops, rhythm=rhythm, rng=rng)
    priors = learn_priors([whole(each) for each in [*past, *shops]], rhythm)
    train = [
        draw_samples(each, windows=windows, weight=weight, priors=priors, rng=rng)
        for each in [*past, *shops]
        for windows, weight in [_count(each, amount)]
    ]
    return Material(join(train), _validation(seen, priors, split_at), priors)


def _count(series: Series, amount: Amount) -> tuple[int, float]:
    """How many windows are drawn of a series, and what a row of them counts."""
    match series.shop.partition("-")[0]:
        case "bikes":
            return amount.bikes, BIKES_WEIGHT
        case "generated":
            return amount.generated, GENERATED_WEIGHT
        case _:
            return amount.sales, 1.0


def _validation(
    seen: Sequence[Series], priors: Priors, split_at: Callable[[Series], Split]
) -> Samples:
    """Each source counts the same in sum, however many series it has."""
    sources = [
        [each for each in seen if (each.shop == "bikes") == bikes] for bikes in (True, False)
    ]
    parts = [
        join([_later(each, priors, split_at(each)) for each in source])
        for source in sources
        if source
    ]
    weights = [np.full_like(part.weight, 1 / len(part)) for part in parts]
    return replace(join(parts), weight=np.concatenate(weights))


def _later(series: Series, priors: Priors, split: Split) -> Samples:
    """Of the bikes' weather ahead every other window knows nothing."""
    rhythm = series.rhythm
    horizon = 14 if rhythm.day == 1 else 2 * rhythm.day
    origins = range(split.train_end, split.validation_end - horizon, _stride(series))
    parts = []
    for number, origin in enumerate(origins):
        window, truth = cut(series, origin=origin, horizon=horizon, weather_ahead=number % 2 == 1)
        parts.append(rows_of(steps_of(window, priors), truth, weight=1.0))
    return join(parts)


def _stride(series: Series) -> int:
    """Steps between origins: bikes are one shop, and so are looked at more closely."""
    if series.rhythm is HOUR:
        return 13 if series.shop == "bikes" else 131
    return 3 if series.shop == "bikes" else 14


def seeded(seed: int) -> Generator:
    """A generator of numbers; the same for the same seed."""
    return np.random.default_rng(seed)
