"""After an outage hundreds of events wait: each turn judges some anew, and none is lost."""

from datetime import timedelta

from domains.kernel import sql
from notifications.regate import ASKED_AT_MOST
from tests.notifications.world import Family, World

ARRIVALS = 2 * ASKED_AT_MOST
ALARMS = 10
OUTAGE = timedelta(minutes=10)


async def after_an_outage(world: World) -> Family:
    """News first, alarms later; the engine was away since."""
    family = await world.family()
    await world.phone(family.mother, "hana")
    for _ in range(ARRIVALS):
        await world.tell(family.arrived())
        world.clock.advance(timedelta(milliseconds=10))
    for _ in range(ALARMS):
        await world.tell(family.not_arrived())
    world.clock.advance(OUTAGE)
    return family


async def waiting(world: World) -> list[tuple[int, str | None, bool]]:
    """Of what is queued: attempts, reason, and whether it is due."""
    rows = await sql.fetch(
        """
        SELECT attempts, reason, next_attempt_at <= $1 AS due FROM notifications.deliveries
        WHERE state = 'queued' AND leased_until IS NULL
        """,
        world.clock.now(),
    )
    return [(row["attempts"], row["reason"], row["due"]) for row in rows]


async def test_it_goes_out_turn_by_turn_without_a_wait(world: World) -> None:
    await after_an_outage(world)

    for left in (ARRIVALS + ALARMS - ASKED_AT_MOST, ALARMS, 0):
        summary = await world.deliver()
        assert summary.put_back == left
        assert await waiting(world) == [(0, None, True)] * left

    assert (await world.deliver()).claimed == 0
    assert len(world.history("hana")) == ARRIVALS + ALARMS


async def test_alarms_go_first_then_what_waited_longest(world: World) -> None:
    await after_an_outage(world)

    await world.deliver()

    rows = await sql.fetch(
        "SELECT state FROM notifications.deliveries ORDER BY lane, created_at, event_id"
    )
    assert [row["state"] for row in rows[:ASKED_AT_MOST]] == ["sent"] * ASKED_AT_MOST
    assert {row["state"] for row in rows[ASKED_AT_MOST:]} == {"queued"}


async def test_each_is_judged_by_the_gate_of_its_turn(world: World) -> None:
    """Who has lost their right between two turns hears no more of it."""
    family = await after_an_outage(world)
    await world.deliver()

    await family.leaves(family.mother)

    while (await world.deliver()).put_back:
        pass
    assert len(world.history("hana")) == ASKED_AT_MOST
    assert await waiting(world) == []


async def test_what_is_news_no_more_takes_no_place(world: World) -> None:
    family = await after_an_outage(world)
    world.clock.advance(timedelta(days=1))
    last = family.arrived()
    await world.tell(last)
    world.clock.advance(timedelta(minutes=1))

    summary = await world.deliver()

    assert summary.put_back == 0
    assert len(world.history("hana")) == 1
