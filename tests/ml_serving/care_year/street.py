"""Many homes at once, so that the model answers them in batches."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from tests.ml_serving.care_year.household import DAY
from tests.ml_serving.care_year.looked_after import LookedAfter
from tests.ml_serving.care_year.model_at_hand import ModelAtHand

TURN_S: Final = DAY / 4


async def live(
    homes: Sequence[LookedAfter],
    model: ModelAtHand,
    *,
    since: float,
    days: int,
    tell: Callable[[], None],
) -> None:
    """All of them through the same days; each keeps its own order of time."""
    for turn in range(4 * days + 1):
        await _advance(homes, model, since + turn * TURN_S)
        if turn % 4 == 0:
            tell()


async def _advance(homes: Sequence[LookedAfter], model: ModelAtHand, until: float) -> None:
    under_way = {asyncio.ensure_future(home.advance(until)) for home in homes}
    while under_way:
        await asyncio.sleep(0)
        done = {task for task in under_way if task.done()}
        for task in done:
            task.result()
        under_way -= done
        if not done:
            model.answer_all()
