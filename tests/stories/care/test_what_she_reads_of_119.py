"""Her screen says that 119 has been told once it has, and until then that she may dial it."""

from datetime import timedelta

import pytest

from domains.care.public import cases
from infra.emergency_119.client import Nobody119
from infra.keys import open_keys
from tests.builders.keys_away import with_keys_away
from tests.care.cases.rescue import Odd
from tests.care.cases.worry import Worry
from tests.stories.identity.documents import document

HOME = document("senior_home")
KIND = cases.ConcernKind
LONGEST_WAIT = timedelta(minutes=30)


@pytest.fixture
def worry(dong, clock, ids) -> Worry:
    return Worry(dong.people, clock, ids)


@pytest.fixture
def reads(dong):
    async def reads() -> tuple[str, str, str]:
        home = await (await dong.senior()).ask(HOME)
        return home["state"], home["sentence"]["text"], home["sentence"]["spoken"]

    return reads


@pytest.fixture
def told(clock, ids):
    async def told(service) -> None:
        assert await cases.call_119(service, clock=clock, ids=ids) == 1

    return told


async def test_that_119_was_told_stands_there_once_119_has_taken_it(worry, reads, ring, told):
    await worry.about(KIND.SMOKE)
    await ring()
    state, shown, said = await reads()
    assert state == "URGENT"
    assert "급하면 119에 전화하세요" in shown
    assert "급하면 일일구에 전화하세요" in said
    await told(Odd())
    assert await reads() == (
        "EMERGENCY",
        "119에 알렸습니다. 도와줄 사람이 갑니다.",
        "일일구에 알렸습니다. 도와줄 사람이 갑니다.",
    )


async def test_where_there_is_no_link_to_119_it_never_says_so(worry, reads, ring, told):
    await worry.about(KIND.SMOKE)
    await ring()
    await told(Nobody119())
    assert (await reads())[0] == "URGENT"


async def test_who_was_told_without_her_address_is_not_on_the_way(
    worry, reads, ring, told, settings, clock
):
    """The key store is away: 119 is told again with what is missing."""
    await worry.about(KIND.SMOKE)
    await ring()
    async with open_keys(with_keys_away(settings)):
        await told(Odd())
    assert (await reads())[0] == "URGENT"
    clock.advance(LONGEST_WAIT)
    await told(Odd())
    assert (await reads())[0] == "EMERGENCY"


async def test_while_a_human_may_yet_say_no_nobody_says_that_help_comes(worry, reads, ring, clock):
    """The control room and the centre are asked again and again whether 119 is to hear of it."""
    await worry.about(KIND.INACTIVITY)
    while (await worry.case()).rung is not cases.Rung.CONFIRM:
        await ring()
        clock.advance(LONGEST_WAIT)
    state, shown, _ = await reads()
    assert state == "URGENT"
    assert "알렸습니다" not in shown
