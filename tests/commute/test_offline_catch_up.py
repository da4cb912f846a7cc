"""A phone that was offline sends its day later: in one piece, one by one, or out of order."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tortoise.transactions import in_transaction

from domains.commute.accept_fix import ReportedFix
from domains.commute.models import Crossing
from domains.commute.public import PositionDoor, Report, Retention, judge_late_fixes
from domains.kernel.models import OutboxRow
from tests.builders.families import SCHOOL, Family, Town
from tests.builders.walks import numbered, offset, stay, walk
from tests.examples import examples

FAR = offset(SCHOOL, north_m=-500)


def a_day(town: Town) -> list[ReportedFix]:
    """To school, lessons, home again: eleven hours ago until now."""
    begins = town.clock.now() - timedelta(hours=11)
    there = walk(FAR, SCHOOL, begins=begins, every_s=30)
    lessons = stay(SCHOOL, begins=there[-1].at + timedelta(seconds=30), for_s=600, every_s=60)
    back = walk(SCHOOL, FAR, begins=lessons[-1].at + timedelta(hours=5), every_s=30)
    return numbered([*there, *lessons, *back])


async def judge_late(town: Town, child: UUID) -> None:
    async with in_transaction():
        await judge_late_fixes(child, retention=Retention(), clock=town.clock, ids=town.ids)


async def timeline_of(child: UUID) -> list[tuple[str, float]]:
    rows = await Crossing.filter(child_id=child, retracted_at=None).order_by("at")
    return [(row.kind.value, round(row.at.timestamp(), 3)) for row in rows]


async def tellings(family: Family) -> Counter[tuple[str, str]]:
    """How often each side of each visit was told."""
    rows = await OutboxRow.filter(topic="commute.crossing_recorded")
    told = [orjson.loads(row.payload) for row in rows]
    return Counter(
        (event["visit_id"], event["kind"])
        for event in told
        if event["child_id"] == str(family.child)
    )


async def deliver(
    town: Town, door: PositionDoor, pieces: list[list[ReportedFix]]
) -> tuple[list[tuple[str, float]], Counter[tuple[str, str]]]:
    """The timeline and the tellings of a child whose phone sends these pieces."""
    family = await town.family()
    for piece in pieces:
        await door.take([Report(family.tracker, piece)])
    await judge_late(town, family.child)
    return await timeline_of(family.child), await tellings(family)


async def test_in_one_piece_and_one_by_one_are_the_same_day(town, door):
    day = a_day(town)
    at_once, told = await deliver(town, door, [day])
    assert [kind for kind, _ in at_once] == ["enter", "exit"]
    assert set(told.values()) == {1}
    assert (await deliver(town, door, [[fix] for fix in day]))[0] == at_once


async def test_both_sides_of_a_visit_share_its_id(town, door):
    family = await town.family()
    await door.take([Report(family.tracker, a_day(town))])
    assert len({row.visit_id for row in await Crossing.filter(child_id=family.child)}) == 1


async def test_the_newest_first_is_the_same_day(town, door):
    day = a_day(town)
    at_once, _ = await deliver(town, door, [day])
    backwards, told = await deliver(town, door, [[fix] for fix in reversed(day)])
    assert backwards == at_once
    assert set(told.values()) == {1}


@settings(
    max_examples=examples(6),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
async def test_however_the_day_is_cut_and_shuffled_it_is_the_same_day(town, door, data):
    day = a_day(town)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(day) - 1), max_size=6)))
    pieces = [day[a:b] for a, b in zip([0, *cuts], [*cuts, len(day)], strict=True)]
    order = data.draw(st.permutations(pieces))
    repeated = data.draw(st.sampled_from(pieces))
    at_once, _ = await deliver(town, door, [day])
    shuffled, told = await deliver(town, door, [*order, repeated])
    assert shuffled == at_once
    assert set(told.values()) <= {1}
