"""An offer goes to whom it was promised: to those who said yes, and by night to none but those
who said yes to the night."""

from datetime import date, timedelta
from uuid import UUID

from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel.actor import Actor
from domains.kernel.text import Locale
from notifications.messages.keys import MessageKey
from notifications.public import Category, Notification, Persons
from tests.notifications.world import World, reasons

GROWN_UP = date(1985, 5, 1)
DAY, NIGHT = Purpose.COMMERCE_ADVERTISING, Purpose.COMMERCE_ADVERTISING_NIGHT


async def test_an_offer_reaches_whoever_asked_for_offers_and_nobody_else(world: World) -> None:
    asked, silent = await grown_up(world, "수진"), await grown_up(world, "미나")
    await say_yes(world, asked, DAY)
    offer = an_offer(world, asked, silent)

    await world.tell(offer)

    assert await reasons(offer.event_id) == {
        asked: ("allow", "allowed"),
        silent: ("deny", "not_opted_in"),
    }


async def test_a_no_is_heard_before_the_next_offer(world: World) -> None:
    shopper = await grown_up(world, "수진")
    await say_yes(world, shopper, DAY)
    await say_no(world, shopper, DAY)
    offer = an_offer(world, shopper)

    await world.tell(offer)

    assert await reasons(offer.event_id) == {shopper: ("deny", "not_opted_in")}


async def test_by_night_only_who_agreed_to_the_night(world: World) -> None:
    sleeper, owl = await grown_up(world, "수진"), await grown_up(world, "미나")
    for person in (sleeper, owl):
        await say_yes(world, person, DAY)
    await say_yes(world, owl, NIGHT)
    world.clock.advance(timedelta(hours=13))
    offer = an_offer(world, sleeper, owl)

    await world.tell(offer)

    assert await reasons(offer.event_id) == {
        sleeper: ("hold", "night"),
        owl: ("allow", "allowed"),
    }


async def test_a_yes_to_the_night_alone_is_no_yes_to_offers(world: World) -> None:
    owl = await grown_up(world, "미나")
    await say_yes(world, owl, NIGHT)
    offer = an_offer(world, owl)

    await world.tell(offer)

    assert await reasons(offer.event_id) == {owl: ("deny", "not_opted_in")}


async def grown_up(world: World, name: str) -> UUID:
    return await world.town.person(name, born=GROWN_UP)


def an_offer(world: World, *people: UUID) -> Notification:
    """Some text; what counts is its category."""
    return Notification(
        event_id=world.ids.new(),
        occurred_at=world.clock.now(),
        expires_at=world.clock.now() + timedelta(days=2),
        key=MessageKey.FAMILY_GUARDIANSHIP_CLAIMED,
        category=Category.ADVERTISING,
        audience=frozenset({Persons(frozenset(people))}),
        subject_id=None,
        purpose=None,
        tag="an-offer",
        deep_link="osantalk://me/security",
        values={},
    )


async def say_yes(world: World, person: UUID, purpose: Purpose) -> None:
    await world.town.consents(person, person, {purpose})


async def say_no(world: World, person: UUID, purpose: Purpose) -> None:
    await consent.withdraw(
        Actor(person_id=person),
        subject_id=person,
        purpose=purpose,
        locale=Locale.KO,
        erasers=consent.Erasers(within={}),
        clock=world.clock,
        ids=world.ids,
    )
