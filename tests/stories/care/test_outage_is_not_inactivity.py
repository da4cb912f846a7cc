"""A cable is loose: whoever is deaf is not silent, and a restart wakes nobody."""

from datetime import timedelta

import pytest

from domains.care.ports import DeafCause
from tests.builders.care import settle_seniors
from tests.builders.families import Town
from tests.builders.street import Street, concerns_of, watch_of
from tests.care.judgement.metronome import Metronome

SPANS = {"10 min": 1 / 6, "3 h": 3.0, "2 days": 48.0}


@pytest.fixture
async def seniors(database, clock, ids):
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
async def street(seniors, clock, ids):
    """Four homes in the dong, in which somebody stirs every forty minutes, day and night."""
    street = await Street.build(clock, ids, model=Metronome(suspicious_h=2.0, grave_h=5.0))
    for name in (None, "김순덕", "이말녀", "최옥분"):
        await street.flat(await seniors.senior_of(name) if name else seniors.senior)
    await street.live(hours=4, about=street.flats)
    return street


async def outage(street, scope: str, hours: float) -> None:
    """Everybody goes on living; of some, or of all, nothing is heard."""
    cut = {"one home": street.flats[:1], "one dong": street.flats[:3], "the city": []}[scope]
    street.city_is_down = scope == "the city"
    for flat in cut:
        flat.is_cut_off = True
    step = timedelta(hours=4 if hours > 24 else 0.5)
    await street.live(hours=hours, about=street.flats, step=step)
    street.city_is_down = False
    for flat in cut:
        flat.is_cut_off = False


@pytest.mark.parametrize("scope", ["one home", "one dong", "the city"])
@pytest.mark.parametrize("lasts", SPANS)
async def test_no_outage_is_an_alarm_and_its_smoke_is(street, clock, scope, lasts):
    flat = street.flats[0]
    street.says(flat.smoke, "smoke", clock.now() + timedelta(minutes=4), alarm=True)
    await outage(street, scope, SPANS[lasts])
    assert await concerns_of(flat.senior_id) == [], "nothing is known yet"
    await street.live(hours=3, about=street.flats)

    assert await concerns_of(flat.senior_id) == [("smoke", 3, True)], "late, and raised"
    for other in street.flats[1:]:
        assert await concerns_of(other.senior_id) == []
    for each in street.flats:
        watch = await watch_of(each)
        assert watch.stopped_since is None, "all are listened to again"
        assert clock.now() - watch.last_sign_at < timedelta(hours=2), "the backlog is in"


async def test_while_it_lasts_the_clock_stands_still_and_says_why(street, clock):
    await outage(street, "one dong", 3.0)
    for flat in street.flats[:3]:
        watch = await watch_of(flat)
        assert watch.stopped_by == DeafCause.HOME
        assert timedelta(hours=2) < clock.now() - watch.stopped_since < timedelta(hours=3)
    assert (await watch_of(street.flats[3])).stopped_by is None


async def test_who_fell_silent_meanwhile_is_asked_about_once_the_backlog_is_in(street, clock):
    silent = street.flats[0]
    street.city_is_down = True
    await street.live(hours=1, about=street.flats)
    await street.live(hours=2, about=street.flats[1:])
    street.city_is_down = False
    await street.live(hours=2, about=street.flats[1:])
    assert await concerns_of(silent.senior_id) == [("inactivity", 1, True)]
    for flat in street.flats[1:]:
        assert await concerns_of(flat.senior_id) == []
