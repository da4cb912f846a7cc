"""What the night held goes out at eight, in its order, and only to whom it may still go."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from api import bootstrap
from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel import sql
from domains.kernel.clock import SEOUL
from notifications.public import (
    Category,
    MessageKey,
    Notification,
    Persons,
    announcements,
    inbox_of,
)
from tests.notifications.world import World, reasons, states

DAY = Purpose.COMMERCE_ADVERTISING


@pytest.fixture
async def shopper(world: World) -> UUID:
    """Sujin, who asked for offers; it is ten in the evening."""
    sujin = await world.town.person("수진", born=date(1985, 5, 1))
    await world.town.consents(sujin, sujin, {DAY})
    await world.phone(sujin, "sujin")
    at(world, 22)
    return sujin


async def test_offers_of_the_night_come_at_eight_in_the_order_they_were_made(
    world: World, shopper: UUID
) -> None:
    offers = []
    for _ in range(5):
        offers.append(await tell_offer(world, shopper))
        world.clock.advance(timedelta(minutes=37))
    await world.deliver()
    assert world.history("sujin") == []
    assert await inbox_of(shopper, clock=world.clock, first=9) == []

    at(world, 7, 59)
    await world.deliver()
    assert world.history("sujin") == []

    at(world, 8)
    await world.deliver()
    assert [UUID(push.event_id) for push in world.history("sujin")] == offers
    assert len(await inbox_of(shopper, clock=world.clock, first=9)) == 5


async def test_who_says_no_in_the_night_hears_nothing_at_eight(world: World, shopper: UUID) -> None:
    offer = await tell_offer(world, shopper)
    await consent.opt_out(
        subject_id=shopper,
        purpose=DAY,
        erasers=bootstrap.ERASERS,
        clock=world.clock,
        ids=world.ids,
    )

    at(world, 8)
    await world.deliver()

    assert world.history("sujin") == []
    assert await states(offer) == ["failed"]
    assert await inbox_of(shopper, clock=world.clock, first=9) == []
    rows = await sql.fetch("SELECT reason FROM notifications.deliveries WHERE event_id = $1", offer)
    assert [row["reason"] for row in rows] == ["not_opted_in"]


async def test_an_offer_that_is_over_by_eight_is_not_even_kept(world: World, shopper: UUID) -> None:
    offer = await tell_offer(world, shopper, lives=timedelta(hours=3))

    assert await reasons(offer) == {shopper: ("deny", "expired")}
    assert await states(offer) == []


async def test_the_result_of_a_yes_said_by_night_is_told_in_the_morning(
    world: World, shopper: UUID
) -> None:
    """정보통신망법 §50⑦: within fourteen days; and never in the hours that it is about."""
    news = announcements.ConsentNews(
        event_id=world.ids.new(), subject_id=shopper, purpose=DAY, at=world.clock.now()
    )
    notice = announcements.consent_result(news, granted=True, decided_at=world.clock.now())
    await world.tell(notice)
    await world.deliver()
    assert world.history("sujin") == []

    at(world, 8)
    await world.deliver()
    assert len(world.history("sujin")) == 1


async def tell_offer(world: World, person: UUID, *, lives: timedelta = timedelta(days=2)) -> UUID:
    event_id, now = world.ids.new(), world.clock.now()
    await world.tell(
        Notification(
            event_id=event_id,
            occurred_at=now,
            expires_at=now + lives,
            key=MessageKey.FAMILY_GUARDIANSHIP_CLAIMED,
            category=Category.ADVERTISING,
            audience=frozenset({Persons(frozenset({person}))}),
            subject_id=None,
            purpose=None,
            tag=f"offer:{event_id}",
            deep_link="osantalk://me/security",
            values={},
        )
    )
    return event_id


def at(world: World, hour: int, minute: int = 0) -> None:
    """The next time that Seoul's clocks show it."""
    now = world.clock.now().astimezone(SEOUL)
    then = datetime.combine(now.date(), time(hour, minute), tzinfo=SEOUL)
    world.clock.set(then if then > now else then + timedelta(days=1))
