"""Some homes of a town through a year, by each way of looking after them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tests.ml_serving.care_year.first_town import first_town
from tests.ml_serving.care_year.household import Household
from tests.ml_serving.care_year.judges import Judge, Product, Timer
from tests.ml_serving.care_year.looked_after import LookedAfter
from tests.ml_serving.care_year.model_at_hand import ModelAtHand
from tests.ml_serving.care_year.second_town import second_town
from tests.ml_serving.care_year.street import live
from tests.ml_serving.care_year.told import Told

TOWNS: Final[Mapping[str, Callable[[int, int], Household]]] = {
    "first": first_town,
    "second": second_town,
}
WAYS: Final[Mapping[str, Callable[[Household, ModelAtHand], Judge]]] = {
    "Osan Talk": Product,
    "timer of 8 h, as sold": lambda home, _: Timer(home, has_ladder=False),
    "the same timer with our ladder": lambda home, _: Timer(home, has_ladder=True),
}


def live_a_year(
    town: str, seeds: Sequence[int], days: int, *, tell: Callable[[], None] = lambda: None
) -> dict[str, list[Told]]:
    """The same homes and accidents for each way; `tell` is called for each day of each way."""
    households = [TOWNS[town](seed, days) for seed in seeds]
    out: dict[str, list[Told]] = {}
    for way, judge in WAYS.items():
        model = ModelAtHand()
        homes = [
            LookedAfter(household, judge(household, model), seed=seed)
            for seed, household in zip(seeds, households, strict=True)
        ]
        since = households[0].record.since
        asyncio.run(live(homes, model, since=since, days=days, tell=tell))
        out[way] = [home.told for home in homes]
    _agree(list(out.values()))
    return out


def _agree(ways: Sequence[Sequence[Told]]) -> None:
    """All ways met the same accidents: else nothing was compared."""
    for homes in zip(*ways, strict=True):
        met = [[found.incident for found in home.found] for home in homes]
        assert all(each == met[0] for each in met), homes[0].name
