"""She moves while 119 does not know yet of what happened in the flat that she leaves."""

from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from domains.kernel import personal
from domains.kernel.actor import Actor
from tests.builders.care import ADDRESS, NEW_ADDRESS
from tests.care.cases.rescue import Odd

KIND, ACT = cases.ConcernKind, cases.ActKind
NOW, MINUTE = timedelta(0), timedelta(minutes=1)
RIGHT = "오산시 매화로 33"


@pytest.fixture
def moves_out(moves, clock):
    """Five minutes later, and five minutes before what comes next."""

    async def moves_out() -> None:
        clock.advance(5 * MINUTE)
        await moves()
        clock.advance(5 * MINUTE)

    return moves_out


@pytest.fixture
def corrects(seniors, clock, ids):
    """Where she lives now was typed wrongly."""

    async def corrects() -> None:
        right = await personal.seal(seniors.senior, RIGHT)
        said = await care.correct_address(
            seniors.as_senior, seniors.senior, right, clock=clock, ids=ids
        )
        assert isinstance(said, care.people.AddressCorrected)

    return corrects


@pytest.fixture
def told(call):
    """Where 119 is sent in one turn of the link."""

    async def told() -> list[str | None]:
        await call(odd := Odd())
        return [event.address for event in odd.heard]

    return told


@pytest.mark.parametrize("kind", [KIND.SMOKE, KIND.GAS, KIND.SOS])
async def test_of_what_waited_for_the_link_it_hears_the_old_address(night, told, moves_out, kind):
    await night.worry.about(kind, ago=NOW)
    await moves_out()
    assert await told() == [ADDRESS]


async def test_so_it_does_of_what_it_heard_in_few_words(night, call, told, moves_out, monkeypatch):
    await night.worry.about(KIND.SMOKE, ago=NOW)
    with monkeypatch.context() as broken:

        async def away(*_, **__):
            raise personal.KeysUnavailable

        broken.setattr(personal, "open_each", away)
        assert await told() == [None]
    await moves_out()
    assert await told() == [ADDRESS]


async def test_of_smoke_in_either_flat_it_hears_twice(night, told, moves_out):
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await moves_out()
    night.clock.advance(5 * MINUTE)
    await night.worry.about(KIND.SMOKE, ago=NOW)
    assert sorted(await told()) == sorted([ADDRESS, NEW_ADDRESS])


async def test_what_comes_again_in_the_same_flat_is_the_same_call(night, told, moves_out):
    await moves_out()
    for _ in range(2):
        await night.worry.about(KIND.SMOKE, ago=NOW)
        night.clock.advance(20 * MINUTE)
    assert await told() == [NEW_ADDRESS]


async def test_who_fell_before_she_moved_lies_there(night, told, moves):
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(MINUTE)
    await moves()
    await night.passes(MINUTE)
    assert await told() == [ADDRESS]


async def test_who_was_seen_to_there_and_cries_here_lies_here(night, seniors, told, moves_out):
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(MINUTE)
    await night.acknowledge(seniors.as_worker)
    await night.passes(MINUTE)
    await night.act(seniors.as_worker, ACT.VISITED)
    await moves_out()
    await night.worry.about(KIND.ASKED_FOR_HELP, ago=NOW)
    await night.passes(20 * MINUTE)
    assert await told() == [NEW_ADDRESS]


async def test_whom_a_human_sends_119_to_is_where_she_lives_now(
    night, seniors, told, far, moves_out
):
    """She fell in the flat that she left: whoever sends them knows where she is since."""
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(MINUTE)
    await night.acknowledge(seniors.as_worker)
    await night.passes(MINUTE)
    await night.act(seniors.as_worker, ACT.VISITED)
    await night.passes(15 * MINUTE)
    await moves_out()
    await night.confirm(Actor(person_id=far.desk))
    assert await told() == [NEW_ADDRESS]


async def test_so_is_she_who_did_not_cry(night, told, far, moves_out):
    await night.worry.about(KIND.INACTIVITY)
    await moves_out()
    await night.confirm(Actor(person_id=far.desk))
    assert await told() == [NEW_ADDRESS]


async def test_a_corrected_address_is_told_of_what_is_there_alone(night, told, moves_out, corrects):
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await moves_out()
    await night.worry.about(KIND.GAS, ago=NOW)
    assert sorted(await told()) == sorted([ADDRESS, NEW_ADDRESS])
    await corrects()
    assert await told() == [RIGHT]


async def test_a_correction_leaves_the_flat_of_before_alone(night, told, moves_out, corrects):
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await moves_out()
    await corrects()
    assert await told() == [ADDRESS]


async def test_a_call_of_an_earlier_release_goes_where_she_lives(night, told, moves_out):
    await smokes_in_an_earlier_release(night)
    await moves_out()
    assert await told() == [NEW_ADDRESS]


async def test_it_hears_the_right_door_too(night, told, corrects):
    await night.worry.about(KIND.SMOKE, ago=NOW)
    assert await told() == [ADDRESS]
    await EmergencyCall.all().update(residence_id=None)
    await corrects()
    assert await told() == [RIGHT]


async def test_and_what_comes_again_is_that_call(night, told):
    await smokes_in_an_earlier_release(night)
    night.clock.advance(20 * MINUTE)
    await night.worry.about(KIND.SMOKE, ago=NOW)
    assert await told() == [ADDRESS]


async def smokes_in_an_earlier_release(night) -> None:
    """Of its calls nobody has written down in which flat it was."""
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await EmergencyCall.all().update(residence_id=None)
