"""What a person wishes to hear together comes as one push at their hour; nothing is lost."""

import asyncio
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL
from domains.kernel.text import Locale
from notifications.daily_span import DailySpan
from notifications.digest.tell_digests import tell_digests
from notifications.notification import Category
from notifications.preferences.choose import choose_digest, choose_quiet_hours
from notifications.preferences.outcomes import CannotBeKept, Chosen, Problem
from notifications.preferences.wishes import Digest
from notifications.public import inbox_of, mark_read
from tests.notifications.world import Family, World, reasons, states

SEVEN = time(19)


@pytest.fixture
async def family(world: World) -> Family:
    """Hana wants to hear of Mina's comings and goings once a day, at seven in the evening."""
    family = await world.family()
    await world.phone(family.mother, "hana")
    await wish(world, family.mother, Digest(SEVEN, frozenset({Category.CARE})))
    return family


async def test_news_is_listed_at_once_and_told_together_at_seven(
    world: World, family: Family
) -> None:
    for _ in range(3):
        await world.tell(family.arrived())
    await world.deliver()
    assert world.history("hana") == []
    assert len(await inbox_of(family.mother, clock=world.clock, first=9)) == 3

    await seven_comes(world)

    [push] = world.history("hana")
    assert push.title == "새 소식 3건"
    assert "등하교 3건" in push.body
    assert len(await inbox_of(family.mother, clock=world.clock, first=9)) == 3


async def test_the_job_may_run_twice(world: World, family: Family) -> None:
    await world.tell(family.arrived())

    await seven_comes(world)
    await tell(world)
    await world.deliver()

    assert len(world.history("hana")) == 1


async def test_nothing_comes_before_its_hour_and_nothing_without_news(
    world: World, family: Family
) -> None:
    await seven_comes(world)
    assert world.history("hana") == []

    await world.tell(family.arrived())
    assert await tell(world) == 0


async def test_an_alarm_waits_for_no_digest(world: World, family: Family) -> None:
    await world.tell(family.sos())
    await world.deliver()

    assert len(world.history("hana")) == 1


async def test_what_was_read_or_taken_back_falls_out(world: World, family: Family) -> None:
    first, second, third = family.arrived(), family.arrived(), family.arrived()
    for arrival in (first, second, third):
        await world.tell(arrival)
    await world.take_back(first.tag)
    entries = await inbox_of(family.mother, clock=world.clock, first=9)
    read = [entry.id for entry in entries if entry.event_id == second.event_id]
    await mark_read(family.mother, entry_ids=read, clock=world.clock, ids=world.ids)

    await seven_comes(world)

    assert [push.title for push in world.history("hana") if push.title] == ["새 소식 1건"]


async def test_who_may_not_read_it_any_more_hears_nothing(world: World, family: Family) -> None:
    await world.tell(family.arrived())
    await family.leaves(family.mother)

    await seven_comes(world)

    assert world.history("hana") == []


async def test_another_hour_takes_what_waits_along(world: World, family: Family) -> None:
    await world.tell(family.arrived())
    await wish(world, family.mother, Digest(time(12), frozenset({Category.CARE})))

    at(world, 12)
    await tell(world)
    await world.deliver()

    assert len(world.history("hana")) == 1


async def test_no_digest_any_more_tells_at_once_what_waited(world: World, family: Family) -> None:
    await world.tell(family.arrived())
    await wish(world, family.mother, None)

    await tell(world)
    await world.deliver()

    assert len(world.history("hana")) == 1


async def test_what_comes_after_the_telling_is_told_the_next_day(
    world: World, family: Family
) -> None:
    await world.tell(family.arrived())
    await seven_comes(world)
    await world.tell(family.arrived())
    await tell(world)
    await world.deliver()
    assert len(world.history("hana")) == 1

    world.clock.advance(timedelta(days=1))
    await tell(world)
    await world.deliver()
    assert len(world.history("hana")) == 2


async def test_news_that_comes_while_a_digest_is_told_is_told_once(
    world: World, family: Family
) -> None:
    """Whoever comes first holds the open digest; nothing falls between, nothing is told twice."""
    at(world, 19)
    for _ in range(3):
        await world.tell(family.arrived())
        await sql.execute("UPDATE notifications.digests SET due_at = $1", world.clock.now())
        await asyncio.gather(
            tell(world), world.tell(family.arrived()), tell(world), world.tell(family.arrived())
        )
        await world.deliver()
    world.clock.advance(timedelta(days=1))
    await tell(world)
    await world.deliver()

    titles = [push.title for push in world.history("hana")]
    assert sum(int(title.split()[-1].removesuffix("건")) for title in titles) == 9


async def test_the_digest_speaks_its_readers_language(world: World, family: Family) -> None:
    lan = await world.town.parent_of(family.child.id, "Lan", locale=Locale.VI)
    await world.phone(lan, "lan")
    await wish(world, lan, Digest(SEVEN, frozenset({Category.CARE})))
    await world.tell(family.arrived())

    await seven_comes(world)

    [push] = world.history("lan")
    assert push.title == "1 tin mới"


async def test_the_decision_says_that_it_was_gathered(world: World, family: Family) -> None:
    arrival = family.arrived()
    await world.tell(arrival)

    assert (await reasons(arrival.event_id))[family.mother] == ("hold", "digest")
    assert await states(arrival.event_id) == []


@pytest.mark.parametrize(
    ("digest", "problem"),
    [
        (Digest(SEVEN, frozenset({Category.SAFETY})), Problem.SAFETY_ALWAYS_RINGS),
        (Digest(SEVEN, frozenset({Category.ADVERTISING})), Problem.ADVERTISING_IS_NOT_GATHERED),
        (Digest(time(19, 7), frozenset({Category.CARE})), Problem.NOT_A_QUARTER),
        (Digest(SEVEN, frozenset()), Problem.NOTHING_TO_GATHER),
        (Digest(time(23), frozenset({Category.CARE})), Problem.DIGEST_IN_QUIET_HOURS),
    ],
)
async def test_a_digest_that_could_not_be_kept_is_refused(
    world: World, digest: Digest, problem: Problem
) -> None:
    person = await world.town.person("하나", born=date(1985, 5, 5))
    quiet = DailySpan(time(22), time(7))
    actor = Actor(person_id=person)
    await choose_quiet_hours(actor, person_id=person, quiet=quiet, clock=world.clock, ids=world.ids)

    outcome = await choose_digest(
        actor, person_id=person, digest=digest, clock=world.clock, ids=world.ids
    )

    assert outcome == CannotBeKept(problem)
    [row] = await sql.fetch("SELECT digest_at FROM notifications.preferences")
    assert row["digest_at"] is None


async def wish(world: World, person: UUID, digest: Digest | None) -> None:
    outcome = await choose_digest(
        Actor(person_id=person), person_id=person, digest=digest, clock=world.clock, ids=world.ids
    )
    assert isinstance(outcome, Chosen)


async def tell(world: World) -> int:
    return await tell_digests(clock=world.clock, ids=world.ids, limit=100)


def at(world: World, hour: int) -> None:
    today = world.clock.now().astimezone(SEOUL).date()
    world.clock.set(datetime.combine(today, time(hour), tzinfo=SEOUL))


async def seven_comes(world: World) -> None:
    at(world, 19)
    await tell(world)
    await world.deliver()
