"""She has left: alarms about her stood on no consent, and go from every phone all the same."""

import pytest

from api import bootstrap, jobs
from api.timers import fire_turn, handlers
from domains.care import public as care
from domains.care.public import cases
from domains.kernel import outbox, sql
from domains.kernel.actor import Actor
from domains.kernel.text import Locale
from tests.builders.city import OFFER
from tests.builders.telephones import prove_number
from tests.care.cases.worry import Worry
from tests.stories.care.test_nobody_to_ask import noticed, room, without_phone

__all__ = ["noticed", "room", "without_phone"]

KIND = cases.ConcernKind
OPEN = "SELECT FROM notifications.deliveries WHERE finished_at IS NULL"
CHAINS = "SELECT FROM notifications.fallbacks WHERE ended_at IS NULL"
LETTERS = "SELECT FROM notifications.deliveries WHERE dead_letter"


@pytest.fixture
def leaves(city):
    async def leaves(senior) -> None:
        await care.people.leave_care(
            Actor(person_id=senior),
            locale=Locale.KO,
            erasers=bootstrap.ERASERS,
            clock=city.clock,
            ids=city.ids,
        )

    return leaves


@pytest.fixture
def alarmed(city, seniors):
    """An alarm about Bok-rye is told, and no phone has it yet."""

    async def alarmed() -> None:
        await city.settle()
        await Worry(seniors, city.clock, city.ids).about(KIND.UNCLEAR_ANSWER)
        await fire_turn(handlers(clock=city.clock, ids=city.ids), clock=city.clock)
        while due := await outbox.claim_due(limit=100, lease=OFFER, clock=city.clock):
            await jobs.react({"tools": city.tools}, [str(event) for event in due])

    return alarmed


def shown(phone) -> str:
    return " ".join(notice.title + notice.body for notice in phone.screen)


async def test_what_no_phone_has_yet_goes_to_none_and_no_telephone_rings(
    city, seniors, alarmed, leaves
):
    await prove_number(seniors.guardian, "010-1234-5678", clock=city.clock, ids=city.ids)
    await city.settle()
    daughters = await city.gives_phone(seniors.guardian, "hyonyeo")
    await alarmed()
    assert await sql.fetch(OPEN)
    assert await sql.fetch(CHAINS)
    await leaves(seniors.senior)
    assert await sql.fetch(OPEN) == [], "before anybody has heard that she left"
    assert await sql.fetch(CHAINS) == []
    await city.settle()
    assert [each.title for each in daughters.history] == ["박복례 님 돌봄이 끝났어요"]


async def test_nobody_tries_again_what_never_arrived(city, seniors, alarmed, leaves):
    await city.gives_phone(seniors.guardian, "hyonyeo")
    await alarmed()
    await sql.execute(
        "UPDATE notifications.deliveries SET state = 'failed', finished_at = $1,"
        " dead_letter = true WHERE finished_at IS NULL",
        city.clock.now(),
    )
    assert await sql.fetch(LETTERS)
    await leaves(seniors.senior)
    assert await sql.fetch(LETTERS) == []


async def test_a_gap_that_was_told_goes_from_the_control_rooms_screen(
    city, room, noticed, without_phone, leaves
):
    await noticed(KIND.INACTIVITY, without_phone)
    assert "김순덕" in shown(room)
    await leaves(without_phone)
    await city.settle()
    assert "김순덕" not in shown(room)


async def test_what_is_told_late_says_nothing_of_her_either(
    city, seniors, room, without_phone, leaves
):
    """The gap was found before she left, and comes to be told only then."""
    worry = Worry(seniors, city.clock, city.ids)
    await worry.about(KIND.INACTIVITY, senior=without_phone)
    await fire_turn(handlers(clock=city.clock, ids=city.ids), clock=city.clock)
    await leaves(without_phone)
    await city.settle()
    assert "김순덕" not in shown(room)
    left = "SELECT FROM notifications.notices WHERE tag LIKE 'care-news:%' AND names IS NOT NULL"
    inbox = "SELECT FROM notifications.inbox WHERE tag LIKE 'care-news:%'"
    assert (await sql.fetch(left), await sql.fetch(inbox)) == ([], [])
