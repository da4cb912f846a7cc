"""A centre declines what a senior asked for at the moment at which another acts on it."""

import pytest

from api import bootstrap
from domains.care import public as care
from domains.care.people.models import Enrolment
from domains.kernel import personal
from domains.kernel.actor import Actor
from domains.kernel.models import AuditEntry
from domains.kernel.text import Locale
from tests.builders.care import BORN, ask_for_care
from tests.builders.families import REGISTRY
from tests.care.cases.crossing import SHE
from tests.stories.house import everything


@pytest.fixture
async def newcomer(seniors):
    return await seniors.town.person("김순덕", born=BORN)


@pytest.fixture
async def asked(seniors, newcomer):
    return await ask_for_care(seniors.town, newcomer, dong=seniors.dong)


@pytest.fixture
def accepts(seniors, asked, clock, ids):
    async def accepts():
        return await care.people.accept_into_care(seniors.as_desk, asked, clock=clock, ids=ids)

    return accepts


@pytest.fixture
def declines(seniors, asked, clock, ids):
    async def declines():
        return await care.decline_application(
            seniors.as_desk,
            asked,
            care.Declined.NOBODY_FOUND,
            erasers=bootstrap.ERASERS,
            clock=clock,
            ids=ids,
        )

    return declines


@pytest.fixture
def leaves(newcomer, clock, ids):
    async def leaves():
        return await care.people.leave_care(
            Actor(person_id=newcomer),
            locale=Locale.KO,
            erasers=bootstrap.ERASERS,
            clock=clock,
            ids=ids,
        )

    return leaves


async def test_whom_a_colleague_accepts_first_is_declined_no_more(crossing, accepts, declines):
    async def accepted():
        assert (await accepts()).changed
        return await everything()

    before, answer = await crossing.overtake(accepted, declines)
    assert isinstance(answer, care.AlreadyStands)
    assert await everything() == before


async def test_whom_a_colleague_declines_first_nobody_takes_on(crossing, asked, accepts, declines):
    declined, answer = await crossing.overtake(declines, accepts)
    assert declined == care.ApplicationDeclined(asked)
    assert answer == care.people.NotYourSenior()
    assert not await Enrolment.filter(id=asked).exists()


async def test_what_she_takes_back_first_nobody_declines(crossing, newcomer, leaves, declines):
    left, answer = await crossing.overtake(leaves, declines)
    assert isinstance(left, care.people.Left)
    assert answer == care.people.NotYourSenior()
    assert not await Enrolment.filter(senior_id=newcomer).exists()
    assert not await AuditEntry.filter(action="care.enrolment.decline").exists()


async def test_who_takes_back_what_is_declined_meanwhile_has_left(
    crossing, newcomer, leaves, declines
):
    _, answer = await crossing.overtake(declines, leaves)
    assert answer == care.people.Left(newcomer, erased=[], follows=[])
    assert not await Enrolment.filter(senior_id=newcomer).exists()


@pytest.mark.parametrize("she_is_first", [True, False])
async def test_she_says_meanwhile_that_she_moves(
    seniors, crossing, newcomer, asked, declines, clock, ids, she_is_first
):
    """Both hold her before her enrolment: neither waits for what the other has."""
    flat = care.people.Flat(seniors.dong, await personal.seal(newcomer, "매화로 3"))

    async def moves():
        return await care.move_flat(Actor(person_id=newcomer), newcomer, flat, clock=clock, ids=ids)

    both = (moves, declines) if she_is_first else (declines, moves)
    answers = await crossing.meet(*both, held=SHE, about=str(newcomer))
    assert care.ApplicationDeclined(asked) in answers
    assert care.people.NotYourSenior() in answers


async def test_her_dong_goes_meanwhile_to_another_centre(
    seniors, far, crossing, asked, declines, clock, ids
):
    async def goes_over():
        await care.serve_dong(
            REGISTRY, dong_id=seniors.dong, centre_id=far.centre, clock=clock, ids=ids
        )
        return await everything()

    before, answer = await crossing.overtake(goes_over, declines)
    assert answer == care.people.NotYourSenior()
    assert await everything() == before
