"""A phone's positions become crossings: on whose word, how often, and when not."""

import random
from datetime import date, timedelta
from uuid import UUID

import pytest
from tortoise.transactions import in_transaction

from domains.commute.models import Crossing
from domains.commute.public import (
    CollectionRefused,
    Report,
    Retention,
    Taken,
    UnknownDevice,
    judge_late_fixes,
)
from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.identity.public import DeviceCredential
from domains.kernel import sql
from domains.kernel.models import OutboxRow
from domains.kernel.text import Locale
from tests.builders.families import SCHOOL
from tests.builders.walks import numbered, offset, stay, to_school, walk


async def crossings_of(child: UUID) -> list[tuple[str, bool]]:
    rows = await Crossing.filter(child_id=child).order_by("at")
    return [(row.kind.value, row.retracted_at is None) for row in rows]


async def told() -> list[str]:
    rows = await OutboxRow.filter(topic__startswith="commute.").order_by("id")
    return [row.topic for row in rows]


async def judge_again(town, family) -> None:
    async with in_transaction():
        await judge_late_fixes(family.child, retention=Retention(), clock=town.clock, ids=town.ids)


async def held_positions() -> int:
    rows = await sql.fetch("SELECT count(*) AS n FROM commute.positions")
    return rows[0]["n"]


async def test_a_walk_to_school_is_one_arrival(town, door, clock):
    family = await town.family()
    fixes = to_school(SCHOOL, begins=clock.now())
    clock.set(fixes[-1].at)
    for fix in fixes:
        assert await door.take([Report(family.tracker, [fix])]) == [Taken(1, ())]
    assert await crossings_of(family.child) == [("enter", True)]
    assert await told() == ["commute.crossing_recorded"]


async def test_the_same_walk_in_one_batch_twice_and_shuffled_is_still_one_arrival(
    town, door, clock
):
    family = await town.family()
    fixes = to_school(SCHOOL, begins=clock.now())
    clock.set(fixes[-1].at)
    random.Random(7).shuffle(fixes)
    for _ in range(2):
        assert await door.take([Report(family.tracker, fixes)]) == [Taken(len(fixes), ())]
    assert await crossings_of(family.child) == [("enter", True)]
    assert await told() == ["commute.crossing_recorded"]


async def test_going_home_is_a_departure(town, door, clock):
    family = await town.family()
    there = to_school(SCHOOL, begins=clock.now())
    home = walk(SCHOOL, offset(SCHOOL, north_m=-600), begins=there[-1].at + timedelta(seconds=10))
    clock.set(home[-1].at)
    await door.take([Report(family.tracker, there)])
    await door.take([Report(family.tracker, home)])
    assert await crossings_of(family.child) == [("enter", True), ("exit", True)]
    visits = {row.visit_id for row in await Crossing.all()}
    assert len(visits) == 1


async def test_late_fixes_fill_the_gap_and_never_alarm_again(town, door, clock):
    family = await town.family()
    fixes = to_school(SCHOOL, begins=clock.now())
    clock.set(fixes[-1].at)
    await door.take([Report(family.tracker, fixes[::2])])
    await door.take([Report(family.tracker, fixes[1::2])])
    await judge_again(town, family)
    assert await crossings_of(family.child) == [("enter", True)]
    assert (await told()).count("commute.crossing_recorded") == 1


async def test_late_fixes_retract_an_arrival_that_never_was(town, door, clock):
    family = await town.family()
    begins = clock.now()
    clock.advance(timedelta(minutes=10))
    before = stay(offset(SCHOOL, north_m=300), begins=begins, for_s=60)
    glimpses = [
        *stay(SCHOOL, begins=begins + timedelta(seconds=90), for_s=0),
        *stay(SCHOOL, begins=begins + timedelta(seconds=170), for_s=0),
    ]
    await door.take([Report(family.tracker, numbered([*before, *glimpses]))])
    assert await crossings_of(family.child) == [("enter", True)]
    meanwhile = stay(
        offset(SCHOOL, north_m=300), begins=begins + timedelta(seconds=110), for_s=40, every_s=5
    )
    await door.take([Report(family.tracker, meanwhile)])
    await judge_again(town, family)
    assert await crossings_of(family.child) == [("enter", False)]
    assert await told() == [
        "commute.crossing_recorded",
        "commute.late_fixes_came",
        "commute.crossing_retracted",
    ]


async def test_without_consent_nothing_is_kept(town, door, clock):
    family = await town.family()
    for purpose in Purpose:
        await consent.withdraw(
            family.as_parent,
            subject_id=family.child,
            purpose=purpose,
            locale=Locale.KO,
            erasers=consent.NOBODY,
            clock=clock,
            ids=town.ids,
        )
    report = Report(family.tracker, to_school(SCHOOL, begins=clock.now()))
    assert await door.take([report]) == [CollectionRefused()]
    assert await held_positions() == 0
    assert await crossings_of(family.child) == []


@pytest.mark.parametrize("secret", ["", "wrong"])
async def test_a_wrong_secret_changes_nothing_and_costs_its_neighbour_nothing(
    town, door, clock, secret
):
    family = await town.family()
    thief = DeviceCredential(family.tracker.device_id, secret)
    fixes = to_school(SCHOOL, begins=clock.now())[:3]
    clock.advance(timedelta(minutes=1))
    outcomes = await door.take([Report(thief, fixes), Report(family.tracker, fixes)])
    assert outcomes == [UnknownDevice(), Taken(3, ())]
    assert await held_positions() == 3


async def test_only_the_consented_side_of_a_visit_is_written(town, door, clock):
    mina = await town.person("민아", born=date(2010, 1, 1))
    await town.watches(mina, await town.school())
    await town.consents(mina, mina, {Purpose.COMMUTE_DEPARTURE})
    there = to_school(SCHOOL, begins=clock.now())
    home = walk(SCHOOL, offset(SCHOOL, north_m=-600), begins=there[-1].at + timedelta(seconds=10))
    clock.set(home[-1].at)
    await door.take([Report(mina, there)])
    await door.take([Report(mina, home)])
    assert await crossings_of(mina) == [("exit", True)]


async def test_bad_points_never_cost_the_good_ones_of_a_batch(town, door, clock):
    family = await town.family()
    good = to_school(SCHOOL, begins=clock.now())
    clock.set(good[-1].at)
    future = stay(SCHOOL, begins=clock.now() + timedelta(days=1), for_s=0)
    island = [good[0].__class__(900, good[0].at + timedelta(seconds=1), 0.0, 0.0)]
    outcome = (await door.take([Report(family.tracker, [*future, *good, *island])]))[0]
    assert isinstance(outcome, Taken)
    assert outcome.taken == len(good)
    assert len(outcome.refused) == 2
    assert await crossings_of(family.child) == [("enter", True)]
