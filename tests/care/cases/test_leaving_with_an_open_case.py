"""She leaves while somebody is asked about her: it is over for all, and no row is left of it."""

from datetime import timedelta
from functools import partial

import pytest

from api import bootstrap
from domains.care import public as care
from domains.care.check_ins.models import CheckIn
from domains.care.public import cases, check_ins
from domains.kernel import outbox, sql, timers
from domains.kernel.models import OutboxRow
from domains.kernel.text import Locale
from tests.stories.care.test_leaving import rows_that_name


@pytest.fixture
def leaves(seniors, clock, ids):
    async def leaves():
        return await care.people.leave_care(
            seniors.as_senior, locale=Locale.KO, erasers=bootstrap.ERASERS, clock=clock, ids=ids
        )

    return leaves


@pytest.fixture
async def asked(night) -> CheckIn:
    """A case whose first step has asked her herself."""
    await night.worry.about()
    await night.passes(timedelta(minutes=1))
    return await CheckIn.get()


async def ends() -> list[cases.CaseEnd]:
    rows = await OutboxRow.filter(topic="care.case_ended").order_by("id")
    return [recorded(row).end for row in rows]


def recorded(row):
    from domains.care.events import CaseEnded

    said = outbox.Recorded(row.id, row.topic, row.version, row.payload, row.occurred_at, 0)
    return said.read_as(CaseEnded)


async def nothing_is_left(seniors) -> None:
    assert await rows_that_name(seniors.senior) == []
    pending = await sql.fetch("SELECT topic FROM kernel.timers WHERE topic LIKE 'care.%'")
    assert [row["topic"] for row in pending] == []


async def test_the_case_ends_by_her_leaving_and_nothing_fires_after(night, asked, leaves, seniors):
    await leaves()
    assert await ends() == [cases.CaseEnd.LEFT]
    await nothing_is_left(seniors)
    await night.passes(timedelta(days=1))
    assert (await night.topics()).count("care.case_step_taken") == 1
    assert "care.check_in_settled" in await night.topics(), "her own phone falls silent too"


async def test_an_erasure_ends_it_as_well(night, asked, seniors, clock, ids):
    await care.erase_person(seniors.senior, clock.now(), clock=clock, ids=ids)
    assert await ends() == [cases.CaseEnd.LEFT]
    await nothing_is_left(seniors)


@pytest.mark.parametrize("leaving_is_first", [True, False])
async def test_leaving_and_a_step_that_is_due(
    night, asked, leaves, seniors, crossing, clock, ids, leaving_is_first
):
    clock.set((await timers.next_ring([cases.TOPIC])) or clock.now())
    ring = partial(cases.case_is_due, clock=clock, ids=ids)

    async def step():
        return await timers.fire_due({cases.TOPIC: ring}, limit=50, clock=clock)

    if leaving_is_first:  # the turn passes by a timer that is just being taken away
        async with crossing.held_by(leaves):
            assert (await step()).lateness_s == ()
        clock.advance(timedelta(minutes=2))
        assert (await step()).lateness_s == ()
    else:
        await crossing.overtake(partial(asks_on, asked.case_id, ring, clock), leaves)
    steps = (await night.topics()).count("care.case_step_taken")
    assert steps == (1 if leaving_is_first else 2)
    assert await ends() == [cases.CaseEnd.LEFT]
    await nothing_is_left(seniors)


async def asks_on(case_id, ring, clock) -> None:
    """The turn of a timer, but for its commit."""
    timer = await timers.claim.take((cases.TOPIC, case_id), now=clock.now())
    assert timer is not None
    await ring(timer)


@pytest.mark.parametrize("meaning", [check_ins.Meaning.FINE, check_ins.Meaning.HELP])
@pytest.mark.parametrize("leaving_is_first", [True, False])
@pytest.mark.parametrize("how", ["the question", "unasked"])
async def test_leaving_and_an_answer(
    asked, leaves, seniors, crossing, clock, ids, leaving_is_first, meaning, how
):
    steady = {"meaning": meaning, "request_id": ids.new(), "clock": clock, "ids": ids}

    async def answers():
        if how == "unasked":
            return await check_ins.volunteer(seniors.as_senior, **steady)
        return await check_ins.answer_check_in(
            seniors.as_senior, check_in_id=asked.id, said_at=None, **steady
        )

    both = (leaves, answers) if leaving_is_first else (answers, leaves)
    await crossing.overtake(*both)
    await nothing_is_left(seniors)
