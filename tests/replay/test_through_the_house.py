"""The demo walk, through the real gateway and database, is one way to school."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from api.app import build_app
from api.replay.demo_walk import demo_walk
from api.replay.send_track import Pace, send_track
from api.replay.speak import as_osmand, as_owntracks
from api.replay.speak_graphql import as_graphql
from api.replay.track import TimedPoint
from api.rest.auth import build_sign_in_desk
from api.seed import demo
from api.seed.plant import plant
from domains.commute.models import Crossing
from domains.commute.place_names import place_names
from domains.commute.public import LOCATION, erase
from domains.commute.vocabulary import CrossingKind
from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.identity import public as identity
from domains.identity.public import DeviceCredential
from domains.kernel.actor import Actor
from domains.kernel.text import Locale

MINA = demo.child("mina")
WAY_TO_SCHOOL = [
    (CrossingKind.ENTER, "집"),
    (CrossingKind.EXIT, "집"),
    (CrossingKind.ENTER, MINA.school.name),
]


@pytest.fixture
async def gateway(database, valkey, settings, clock, ids) -> AsyncIterator[httpx.AsyncClient]:
    await plant(clock=clock, ids=ids)
    transport = httpx.ASGITransport(app=build_app(settings, clock=clock, ids=ids))
    async with httpx.AsyncClient(transport=transport, base_url="http://osan") as client:
        yield client


@pytest.fixture
async def tracker(gateway, clock, ids) -> DeviceCredential:
    mina = await identity.person_of_account(provider="dev", subject="mina")
    assert mina is not None
    return await identity.pair_tracker(person_id=mina, name="phone", clock=clock, ids=ids)


async def _signed_in(sub: str, settings, clock, ids) -> str:
    person = await identity.person_of_account(provider="dev", subject=sub)
    assert person is not None
    session = await identity.open_session(
        person_id=person, device_name="phone", lives=timedelta(days=1), clock=clock, ids=ids
    )
    async with httpx.AsyncClient() as http:
        desk = build_sign_in_desk(settings, http=http, clock=clock, ids=ids)
        return (await desk.access_token(session)).text


async def crossings() -> list[tuple[CrossingKind, str]]:
    rows = await Crossing.filter(retracted_at=None).order_by("at")
    names = await place_names({row.place_id for row in rows})
    return [(row.kind, names[row.place_id]) for row in rows]


@pytest.mark.parametrize("phone", [as_owntracks, as_osmand])
@pytest.mark.parametrize("batch", [1, 20, 500])
async def test_mina_leaves_home_and_arrives_once(
    gateway, tracker, clock, phone, batch: int
) -> None:
    walk = demo_walk(home=MINA.home, school=MINA.school.point, ends_at=clock.now())
    tally = await send_track(walk, speak=phone(tracker), client=gateway, pace=Pace(batch=batch))
    assert (tally.accepted, tally.refused.total()) == (len(walk), 0)
    assert await crossings() == WAY_TO_SCHOOL


@pytest.mark.parametrize("batch", [1, 50])
async def test_the_citys_own_app_reports_the_same_walk(
    gateway, settings, clock, ids, batch: int
) -> None:
    token = await _signed_in("mina", settings, clock, ids)
    walk = demo_walk(home=MINA.home, school=MINA.school.point, ends_at=clock.now())
    stray = TimedPoint(clock.now(), 0.0, 0.0)
    tally = await send_track(
        [*walk, stray], speak=as_graphql(token, ids), client=gateway, pace=Pace(batch=batch)
    )
    assert tally.turned_away is None
    assert (tally.accepted, tally.refused) == (len(walk), {"null_island": 1})
    assert await crossings() == WAY_TO_SCHOOL


async def test_the_same_walk_sent_again_by_another_app_is_no_second_walk(
    gateway, tracker, clock
) -> None:
    walk = demo_walk(home=MINA.home, school=MINA.school.point, ends_at=clock.now())
    for phone in (as_owntracks, as_osmand):
        await send_track(walk, speak=phone(tracker), client=gateway, pace=Pace(batch=30))
    assert await crossings() == WAY_TO_SCHOOL


async def test_a_wrong_secret_leaves_no_trace(gateway, tracker, clock) -> None:
    walk = demo_walk(home=MINA.home, school=MINA.school.point, ends_at=clock.now())
    thief = DeviceCredential(tracker.device_id, "guessed")
    tally = await send_track(walk, speak=as_owntracks(thief), client=gateway, pace=Pace(batch=500))
    assert tally.turned_away is not None
    assert (tally.turned_away.status, await crossings()) == (401, [])


async def test_after_a_withdrawal_the_phone_is_answered_and_nothing_is_kept(
    gateway, tracker, clock, ids
) -> None:
    hana = await identity.person_of_account(provider="dev", subject="hana")
    mina = await identity.person_of_account(provider="dev", subject="mina")
    assert hana is not None
    assert mina is not None
    for purpose in Purpose:
        await consent.withdraw(
            Actor(person_id=hana),
            subject_id=mina,
            purpose=purpose,
            locale=Locale.KO,
            erasers=consent.Erasers(dict.fromkeys(LOCATION, erase)),
            clock=clock,
            ids=ids,
        )
    walk = demo_walk(home=MINA.home, school=MINA.school.point, ends_at=clock.now())
    tally = await send_track(walk, speak=as_osmand(tracker), client=gateway, pace=Pace(batch=500))
    assert tally.refused == {"consent_missing": len(walk)}
    assert (tally.accepted, await crossings()) == (0, [])
