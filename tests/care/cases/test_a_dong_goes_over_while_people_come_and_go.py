"""The city gives a dong to another centre, and the same moment things happen in it."""

import asyncio
from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.cases.ladder import SILENCE, WAITS
from domains.care.people.models import Enrolment
from domains.care.public import cases
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.identity.roles import UnitKind
from domains.kernel import personal, sql
from domains.kernel.actor import Actor
from domains.kernel.models import OutboxRow
from domains.kernel.text import Locale
from tests.builders.care import BORN, unit
from tests.care.cases.crossing import SHE
from tests.stories.house import everything

KIND, RUNG = cases.ConcernKind, cases.Rung
MINUTE = timedelta(minutes=1)
TO_THE_GUARDIAN = WAITS[RUNG.COMPANION]
TO_THE_CENTRE = sum(
    (WAITS[rung] for rung in (RUNG.COMPANION, RUNG.GUARDIAN, RUNG.WORKER, RUNG.STAND_IN)),
    timedelta(),
)
HER_ENROLMENT = "SELECT FROM care.enrolments WHERE senior_id = $1::text::uuid FOR UPDATE"
SOON_S = 5
"""Whoever takes longer waits for a lock."""


@pytest.fixture
async def third(seniors):
    """A centre of which no dong is yet."""
    return await unit(seniors.town, UnitKind.CENTRE, "신장동 행복복지센터")


@pytest.fixture
def agrees_for(seniors, clock, ids):
    async def agrees_for(term: timedelta) -> None:
        await consent.grant(
            seniors.as_senior,
            subject_id=seniors.senior,
            purpose=Purpose.CARE_CHECK_INS,
            text_version=CATALOGUE[Purpose.CARE_CHECK_INS].version,
            locale=Locale.KO,
            expires_at=clock.now() + term,
            clock=clock,
            ids=ids,
        )

    return agrees_for


@pytest.fixture
def stands_with(clock, ids):
    """How many open cases somebody of a centre finds: on its board, on their list, counted."""

    async def stands_with(person, centre) -> list[int]:
        actor, steady = Actor(person_id=person), {"clock": clock, "ids": ids}
        board = await care.views.show_board(actor, centre, **steady)
        listed = await cases.open_cases(actor, **steady)
        counted = await cases.count_open_cases(actor, clock=clock)
        return [len(board.cases), len(listed.shown), counted]

    return stands_with


async def centre_of(senior):
    return (await Enrolment.get(senior_id=senior)).centre_id


async def test_whoever_cries_meanwhile_waits_for_nothing(night, far, given_away, crossing):
    async with crossing.held_by(given_away), asyncio.timeout(SOON_S):
        assert await night.worry.about(KIND.SOS)


async def test_nor_does_the_city_wait_for_who_notices_and_it_stands_on_the_new_board(
    night, seniors, far, given_away, follows, crossing
):
    """Noticed while she was the old centre's: it is told last, and follows."""

    async def noticed():
        await night.worry.about(KIND.INACTIVITY)

    async with crossing.held_by(noticed), asyncio.timeout(SOON_S):
        await given_away()
    assert (await night.worry.case()).centre_id == seniors.centre
    await follows()
    assert (await night.worry.case()).centre_id == far.centre


async def test_until_it_has_followed_it_stands_with_the_centre_that_has_her_and_no_other(
    night, seniors, far, given_away, stands_with
):
    await night.worry.about(KIND.INACTIVITY)
    here, there = (seniors.desk, seniors.centre), (far.desk, far.centre)
    assert (await stands_with(*here), await stands_with(*there)) == ([1, 1, 1], [0, 0, 0])
    await given_away()
    assert (await night.worry.case()).centre_id == seniors.centre, "the word is not relayed yet"
    assert (await stands_with(*here), await stands_with(*there)) == ([0, 0, 0], [1, 1, 1])
    case = await night.worry.case()
    boards = await care.views.centres_of([case.id])
    assert boards == {seniors.centre, far.centre}, "both change with it"


@pytest.mark.parametrize("it_is_noticed_first", [True, False])
async def test_what_is_noticed_while_her_case_is_brought_along_is_found(
    night, seniors, far, given_away, follows, crossing, it_is_noticed_first
):
    async def noticed():
        await night.worry.about(KIND.INACTIVITY)

    await given_away()
    both = (noticed, follows) if it_is_noticed_first else (follows, noticed)
    await crossing.meet(*both, held=SHE, about=str(seniors.senior))
    assert (await night.worry.case()).centre_id == far.centre


async def test_the_word_to_follow_is_written_with_the_change_and_once_for_each(
    night, seniors, given_away, follows
):
    """Whoever stops in between finds it in the outbox; done twice it changes nothing."""
    await seniors.senior_of("이웃", [seniors.guardian])
    await night.worry.about(KIND.INACTIVITY)
    assert (await given_away()).went_over == 2
    assert await OutboxRow.filter(topic="care.senior_went_over").count() == 2
    assert (await given_away()).went_over == 0
    assert await OutboxRow.filter(topic="care.senior_went_over").count() == 2
    await follows()
    before = await everything()
    await follows()
    assert await everything() == before


async def test_of_who_has_left_meanwhile_there_is_nothing_to_bring(
    night, seniors, given_away, follows
):
    await night.worry.about(KIND.INACTIVITY)
    await given_away()
    await sql.execute("DELETE FROM care.enrolments WHERE senior_id = $1", seniors.senior)
    before = await everything()
    await follows()
    assert await everything() == before


async def test_a_case_that_no_word_reached_follows_at_its_next_step_and_once(
    night, seniors, far, given_away, follows
):
    """A worker of the release before knows no such word, and takes it for done."""
    await night.worry.about(KIND.INACTIVITY)
    await night.fire()
    await given_away()
    assert (await night.worry.case()).centre_id == seniors.centre
    await night.passes(TO_THE_GUARDIAN)
    assert (await night.worry.case()).centre_id == far.centre
    assert [rung for rung, _ in await night.steps()] == [RUNG.COMPANION, RUNG.GUARDIAN]
    before = await everything()
    await follows()
    assert await everything() == before
    await night.passes(TO_THE_CENTRE)
    assert (await night.topics()).count("care.case_went_over") == 1


async def test_nor_is_its_new_centre_passed_over_for_the_old_one_that_was_asked(
    night, seniors, far, given_away
):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(TO_THE_CENTRE)
    assert (await night.steps())[-1] == (RUNG.CENTRE, {seniors.desk, seniors.manager})
    await given_away()
    await night.passes(WAITS[RUNG.CENTRE])
    assert (await night.steps())[-1] == (RUNG.CENTRE, {far.desk})
    await night.passes(WAITS[RUNG.CENTRE])
    assert [rung for rung, _ in await night.steps()][-2:] == [RUNG.CENTRE, RUNG.CONFIRM]


async def test_so_it_does_where_its_taker_is_of_the_old_centre_and_silent(
    night, seniors, far, given_away
):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(TO_THE_CENTRE)
    await night.acknowledge(Actor(person_id=seniors.desk))
    await given_away()
    await night.passes(SILENCE[cases.Level.CARE_WORKER])
    assert (await night.worry.case()).centre_id == far.centre
    assert (await night.steps())[-1] == (RUNG.CENTRE, {far.desk})


async def test_and_where_her_yes_is_over_the_new_centre_hears_and_the_old_one_no_more(
    night, seniors, far, given_away, agrees_for, clock
):
    """Without a plan those are asked with whom the case stands."""
    await agrees_for(MINUTE)
    await night.worry.about(KIND.SMOKE)
    await night.fire()
    await given_away()
    await night.passes(WAITS[RUNG.HAND_OVER])
    assert await care.care_plan(seniors.senior, at=clock.now()) is None
    assert (await night.steps())[-1] == (RUNG.WATCH, {far.desk})


@pytest.mark.parametrize("told", [True, False])
async def test_what_began_without_a_plan_is_the_control_rooms_alone(
    night, seniors, far, given_away, follows, agrees_for, clock, stands_with, told
):
    await agrees_for(MINUTE)
    clock.advance(MINUTE)
    await night.worry.about(KIND.SMOKE)
    await night.fire()
    await given_away()
    if told:
        await follows()
    await night.passes(WAITS[RUNG.HAND_OVER])
    assert (await night.steps())[-1] == (RUNG.WATCH, set()), "nobody sits in the control room"
    assert (await night.worry.case()).centre_id is None
    assert await stands_with(far.desk, far.centre) == [0, 0, 0]


@pytest.mark.parametrize("she_is_first", [True, False])
async def test_who_moves_in_meanwhile_is_with_the_centre_that_has_it_then(
    seniors, far, moves, given_away, third, crossing, she_is_first
):
    async def goes():
        await given_away(far.dong, third)

    await crossing.overtake(*((moves, goes) if she_is_first else (goes, moves)))
    assert await centre_of(seniors.senior) == third


@pytest.mark.parametrize("she_is_first", [True, False])
async def test_who_moves_out_meanwhile_stays_with_the_centre_to_which_she_went(
    seniors, far, moves, given_away, third, crossing, she_is_first
):
    async def goes():
        await given_away(seniors.dong, third)

    await crossing.overtake(*((moves, goes) if she_is_first else (goes, moves)))
    assert await centre_of(seniors.senior) == far.centre


@pytest.mark.parametrize("she_is_first", [True, False])
async def test_who_moves_next_door_meanwhile_goes_over_and_nobody_waits_in_a_circle(
    seniors, far, moves, given_away, crossing, she_is_first
):
    async def next_door():
        await moves(seniors.dong)

    both = (next_door, given_away) if she_is_first else (given_away, next_door)
    await crossing.meet(*both, held=HER_ENROLMENT, about=str(seniors.senior))
    assert await centre_of(seniors.senior) == far.centre


@pytest.mark.parametrize("she_is_first", [True, False])
async def test_who_asks_to_be_cared_for_meanwhile_waits_for_the_centre_that_has_it_then(
    seniors, far, given_away, crossing, clock, ids, she_is_first
):
    newcomer = await seniors.town.person("김순덕", born=BORN)
    address = await personal.seal(newcomer, "오산시 대원동 복숭아로 9")

    async def asks():
        return await care.people.enrol(
            Actor(person_id=newcomer),
            care.people.Application(
                flat=care.people.Flat(seniors.dong, address),
                agrees={Purpose.CARE_CHECK_INS: CATALOGUE[Purpose.CARE_CHECK_INS].version},
                locale=Locale.KO,
            ),
            clock=clock,
            ids=ids,
        )

    await crossing.overtake(*((asks, given_away) if she_is_first else (given_away, asks)))
    assert await centre_of(newcomer) == far.centre
