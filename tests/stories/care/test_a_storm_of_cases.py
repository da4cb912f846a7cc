"""More is open than one list shows: whoever reads it is told, and a centre's board is its own."""

from datetime import timedelta

import pytest

from domains.care.cases import show_cases
from domains.care.public import cases, views
from domains.identity import public as identity
from domains.identity.public import SharingScope, roles
from domains.identity.public import guardianships as ties
from domains.kernel.actor import Actor, Role
from tests.builders.care import official, settle_seniors
from tests.builders.families import REGISTRY
from tests.care.cases.worry import Worry
from tests.stories.house import node
from tests.stories.identity.documents import document

BOARD, LIST = document("care_board"), document("open_care_cases")
COUNT = document("open_care_case_count")
SHOWN = 2


@pytest.fixture
async def burning(dong, clock, ids, monkeypatch) -> list:
    """Three homes of the dong, each a minute after the other; a list shows two."""
    monkeypatch.setattr(show_cases, "AT_MOST", SHOWN)
    people = dong.people
    neighbours = [await people.senior_of(f"이웃{n}", [people.guardian]) for n in "가나"]
    for senior in [people.senior, *neighbours]:
        clock.advance(timedelta(minutes=1))
        await Worry(people, clock, ids).about(cases.ConcernKind.SMOKE, senior=senior)
    return [people.senior, *neighbours]


async def test_the_control_room_knows_that_its_list_goes_on(dong, burning):
    operator = await official(dong.town, "관제", Role.OPERATOR, None)
    phone = await dong.neighbourhood.phone(operator, Role.OPERATOR)
    assert len(await phone.ask(LIST)) == SHOWN
    assert await phone.ask(COUNT) == 3


async def test_a_board_that_is_cut_says_so(dong, burning):
    board = await (await dong.desk()).ask(BOARD, centreId=node("Unit", dong.people.centre))
    assert (len(board["cases"]), board["more"]) == (SHOWN, 1)


async def test_a_board_shows_its_own_cases_whatever_burns_elsewhere(dong, burning, clock, ids):
    """Also to somebody of the centre who has an office in the control room."""
    there = await settle_seniors(dong.town)
    clock.advance(timedelta(minutes=1))
    await Worry(there, clock, ids).about(cases.ConcernKind.SMOKE)
    await roles.grant_role(
        actor=REGISTRY,
        person_id=there.desk,
        role=Role.OPERATOR,
        unit_id=None,
        clock=clock,
        ids=ids,
    )
    board = await views.show_board(Actor(person_id=there.desk), there.centre, clock=clock, ids=ids)
    assert ([case.senior_id for case in board.cases], board.more) == ([there.senior], 0)


async def test_what_somebody_may_not_see_takes_no_place_and_is_not_counted(
    dong, burning, clock, ids
):
    """Two of the three do not share their check-ins with her."""
    for senior in burning[:SHOWN]:
        (tie,) = await identity.standing_relations_of(senior, at=clock.now())
        nothing = frozenset(SharingScope) - {SharingScope.CHECK_INS}
        who = Actor(person_id=senior)
        await ties.set_sharing(who, tie.relation_id, nothing, clock=clock, ids=ids)
    daughter = await dong.guardian()
    assert [case["senior"] for case in await daughter.ask(LIST)] == ["이웃나"]
    assert await daughter.ask(COUNT) == 1


async def test_whoever_has_no_part_in_any_counts_none(dong, burning):
    assert await (await dong.stranger()).ask(COUNT) == 0
