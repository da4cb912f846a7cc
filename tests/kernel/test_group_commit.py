"""What arrives while one batch is written is the next batch; each caller gets its own outcome."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.coalescing import Coalescer, Overloaded


class Slate:
    """Writes numbers; a negative one spoils its batch."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.open = asyncio.Event()
        self.open.set()

    async def write(self, items: Sequence[int]) -> list[str]:
        await self.open.wait()
        self.batches.append(list(items))
        if any(item < 0 for item in items):
            raise ValueError("negative")
        return [f"wrote {item}" for item in items]


async def test_at_rest_an_item_goes_alone_and_at_once():
    slate = Slate()
    coalescer = Coalescer(slate.write, largest=10, waiting=10)
    assert await coalescer.submit(1) == "wrote 1"
    assert await coalescer.submit(2) == "wrote 2"
    assert slate.batches == [[1], [2]]


async def test_under_load_the_next_batch_holds_all_that_waited():
    slate = Slate()
    slate.open.clear()
    coalescer = Coalescer(slate.write, largest=10, waiting=100)
    asked = [asyncio.create_task(coalescer.submit(0))]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asked += [asyncio.create_task(coalescer.submit(number)) for number in range(1, 6)]
    await asyncio.sleep(0)
    slate.open.set()
    assert await asyncio.gather(*asked) == [f"wrote {number}" for number in range(6)]
    assert slate.batches == [[0], [1, 2, 3, 4, 5]]


async def test_more_than_may_wait_are_told_to_come_again():
    slate = Slate()
    slate.open.clear()
    coalescer = Coalescer(slate.write, largest=1, waiting=2)
    asked = [asyncio.create_task(coalescer.submit(0))]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asked += [asyncio.create_task(coalescer.submit(number)) for number in (1, 2)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await coalescer.submit(3)
    slate.open.set()
    assert len(await asyncio.gather(*asked)) == 3


async def test_a_caller_who_hangs_up_costs_no_other_its_answer():
    slate = Slate()
    slate.open.clear()
    coalescer = Coalescer(slate.write, largest=10, waiting=10)
    first, second = (asyncio.create_task(coalescer.submit(number)) for number in (1, 2))
    await asyncio.sleep(0)
    first.cancel()
    slate.open.set()
    assert await second == "wrote 2"
    assert await coalescer.submit(3) == "wrote 3"


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    items=st.lists(st.integers(-3, 20), max_size=40),
    largest=st.integers(1, 8),
    pauses=st.sets(st.integers(0, 39)),
)
async def test_everybody_gets_their_own_outcome_whoever_else_was_in_the_batch(
    items, largest, pauses
):
    slate = Slate()
    coalescer = Coalescer(slate.write, largest=largest, waiting=1000)
    asked = []
    for index, item in enumerate(items):
        asked.append(asyncio.create_task(coalescer.submit(item)))
        if index in pauses:
            await asyncio.sleep(0)
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    for item, outcome in zip(items, outcomes, strict=True):
        assert isinstance(outcome, ValueError) if item < 0 else outcome == f"wrote {item}"
    assert all(len(batch) <= largest for batch in slate.batches)
    kept = [item for batch in slate.batches if min(batch) >= 0 for item in batch]
    assert sorted(kept) == sorted(item for item in items if item >= 0)
