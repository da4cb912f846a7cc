"""Raw positions live a day; a withdrawal destroys at once; coming back begins anew."""

from datetime import date, datetime, time, timedelta

import pytest

from domains.commute.models import Crossing, Track
from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL
from domains.kernel.text import Locale
from tests.builders.citizen import global_id
from tests.builders.families import SCHOOL
from tests.builders.walks import offset, stay, to_school
from tests.builders.witness import contents
from tests.stories.commute.consents import grant, withdraw

ROUTE = """query ($child: ID!) { commuteRoute(childId: $child) { __typename
    ... on CommuteRoute { points { at point { lat lon } } } } }"""
LIVING = set(Purpose) - {Purpose.COMMUTE_ROUTE_HISTORY}


async def held() -> int:
    return (await sql.fetch("SELECT count(*) AS n FROM commute.positions"))[0]["n"]


async def partitions() -> list[str]:
    rows = await sql.fetch(
        """
        SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'commute.positions'::regclass ORDER BY 1
        """
    )
    return [row["name"] for row in rows]


async def rows_that_name(*words: str) -> list[str]:
    """The tables whose rows hold any of these words."""
    return [
        table
        for table, rows in (await contents()).items()
        if any(word in row for row in rows for word in words)
    ]


async def arrive(city, home) -> None:
    await city.report(home.tracker, to_school(SCHOOL, begins=city.clock.now())[::3])
    await city.settle()


async def leave(city, home) -> None:
    """Mina goes far away, an hour from now."""
    begins = city.clock.now() + timedelta(hours=1)
    away = stay(offset(SCHOOL, north_m=-900), begins=begins, for_s=300, every_s=30)
    await city.report(home.tracker, away)
    await city.settle()


async def crossings() -> list[tuple[str, bool]]:
    return [(row.kind, row.retracted_at is None) for row in await Crossing.all().order_by("at")]


async def test_a_day_later_no_position_is_left_nor_its_partition(city, home):
    await arrive(city, home)
    walked = (await sql.fetch("SELECT min(at) AS at FROM commute.positions"))[0]["at"]
    partition = f"positions_{walked:%Y%m%d_%H}"
    assert partition in await partitions()
    assert await held() > 0
    city.clock.advance(timedelta(hours=24))
    await city.sweep()
    assert await held() == 0
    assert partition not in await partitions()


async def test_hour_after_hour_no_row_outlives_its_day(city, home):
    for _ in range(30):
        await city.report(home.tracker, stay(SCHOOL, begins=city.clock.now(), for_s=0))
        city.clock.advance(timedelta(hours=1))
        await city.sweep()
        oldest = await sql.fetch("SELECT min(at) AS at FROM commute.positions")
        assert city.clock.now() - oldest[0]["at"] <= timedelta(hours=24)


async def test_the_judges_memory_ages_with_the_positions(city, home):
    await arrive(city, home)
    track = await Track.get(child_id=home.child)
    assert track.visits
    city.clock.advance(timedelta(hours=30))
    await city.sweep()
    track = await Track.get(child_id=home.child)
    assert not track.state
    assert (track.last_position_at, track.late_from) == (None, None)


async def test_withdrawing_everything_leaves_no_trace_of_where_she_was(city, home):
    await arrive(city, home)
    assert "commute.crossings" in await rows_that_name(str(home.child))
    await withdraw(city, home, *Purpose)
    assert await held() == 0
    assert await Crossing.all().count() == 0
    assert await Track.all().count() == 0
    places = {"commute.places", "kernel.outbox"}
    assert set(await rows_that_name("운산초", str(SCHOOL.lat))) <= places
    assert [row for row in (await contents())["notifications.inbox"] if "운산초" in row] == []


async def test_each_side_goes_with_its_own_consent(city, home):
    there = to_school(SCHOOL, begins=city.clock.now())[::3]
    away = stay(
        offset(SCHOOL, north_m=-900),
        begins=there[-1].at + timedelta(hours=1),
        for_s=300,
        every_s=30,
    )
    await city.report(home.tracker, [*there, *away])
    await city.settle()
    assert await Crossing.all().count() == 2
    await withdraw(city, home, Purpose.COMMUTE_ARRIVAL)
    assert [row.kind for row in await Crossing.all()] == ["exit"]
    assert await held() == 0


async def test_a_route_is_shown_under_its_own_consent_only(city, home):
    await arrive(city, home)
    child = home.child
    mother = await city.citizen(home.mother)
    shown = await mother.ask(ROUTE, child=global_id("Person", child))
    assert len(shown.field["points"]) == await held()
    await withdraw(city, home, Purpose.COMMUTE_ROUTE_HISTORY)
    gone = await mother.ask(ROUTE, child=global_id("Person", child))
    assert gone.kind == "ConsentNotStanding"
    await grant(city, home, [Purpose.COMMUTE_ROUTE_HISTORY])
    empty = await mother.ask(ROUTE, child=global_id("Person", child))
    assert empty.field["points"] == []


@pytest.mark.parametrize("purpose", [Purpose.COMMUTE_ROUTE_HISTORY, Purpose.COMMUTE_BUS])
async def test_an_arrival_that_was_told_is_not_told_again_when_another_purpose_ends(
    city, home, purpose
):
    await arrive(city, home)
    told = [phone.rung for phone in home.hers]
    await withdraw(city, home, purpose)
    await city.report(home.tracker, stay(SCHOOL, begins=city.clock.now(), for_s=300, every_s=30))
    await city.settle()
    assert [phone.rung for phone in home.hers] == told
    await leave(city, home)
    assert await crossings() == [("enter", True), ("exit", True)]


async def test_a_stay_goes_on_after_a_day_of_silence(city, home):
    await arrive(city, home)
    city.clock.advance(timedelta(hours=30))
    await city.sweep()
    told = [phone.rung for phone in home.hers]
    await city.report(home.tracker, stay(SCHOOL, begins=city.clock.now(), for_s=300, every_s=30))
    await city.settle()
    assert [phone.rung for phone in home.hers] == told
    await leave(city, home)
    assert await crossings() == [("enter", True), ("exit", True)]


async def test_a_phone_that_wakes_far_away_ends_the_stay_and_takes_nothing_back(city, home):
    await arrive(city, home)
    city.clock.advance(timedelta(hours=30))
    await city.sweep()
    await leave(city, home)
    assert await crossings() == [("enter", True), ("exit", True)]


async def test_granting_again_at_school_begins_with_what_is_seen_from_now_on(city, home):
    await arrive(city, home)
    told = [phone.rung for phone in home.hers]
    await withdraw(city, home, *Purpose)
    await grant(city, home, Purpose)
    assert await held() == 0
    begins = city.clock.now()
    await city.report(home.tracker, stay(SCHOOL, begins=begins, for_s=300, every_s=30))
    await city.settle()
    arrivals = await Crossing.filter(kind="enter")
    assert all(crossing.at >= begins for crossing in arrivals)
    assert [phone.rung[: len(told[0])] for phone in home.hers] == told


@pytest.mark.parametrize(
    ("born", "day", "guardian", "child"),
    [
        (date(2012, 3, 4), date(2026, 3, 3), True, False),
        (date(2012, 3, 3), date(2026, 3, 3), False, True),
        (date(2012, 2, 29), date(2026, 2, 28), True, False),
        (date(2012, 2, 29), date(2026, 3, 1), False, True),
    ],
)
async def test_from_the_fourteenth_birthday_on_the_child_alone_decides(
    city, born, day, guardian, child
):
    city.clock.set(datetime.combine(day, time(0, 1), tzinfo=SEOUL))
    mina = await city.town.person("민아", born=born)
    mother = await city.town.parent_of(mina, "김하나")
    for who, may in ((mother, guardian), (mina, child)):
        outcome = await consent.grant(
            Actor(person_id=who),
            subject_id=mina,
            purpose=Purpose.COMMUTE_ARRIVAL,
            text_version=1,
            locale=Locale.KO,
            clock=city.clock,
            ids=city.ids,
        )
        assert isinstance(outcome, consent.Decided) is may
