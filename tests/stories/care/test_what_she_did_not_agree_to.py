"""A yes to sensors that is over keeps nothing from that moment; smoke is smoke all the same."""

from datetime import timedelta

import pytest

from domains.care.public import erase, homes
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Erasers, Purpose
from domains.kernel import sql
from domains.kernel.text import Locale
from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
from tests.builders.homes import CITY, Homes, SpeakingDevice

SENSORS = Purpose.CARE_HOME_SENSORS
TERM = timedelta(days=5)
KEPT = """
    SELECT 'event' AS what FROM care.sensor_events UNION ALL SELECT 'number' FROM care.sequences
    UNION ALL SELECT 'heard' FROM care.listening
"""


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    await Homes(clock, ids).ready()
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
async def device(seniors, clock, ids) -> SpeakingDevice:
    rooms = Homes(clock, ids)
    return await rooms.device(await rooms.home(seniors.senior))


@pytest.fixture
def door(clock, ids) -> homes.HomeDoor:
    raised = homes.alarms_raised(clock=clock, ids=ids)
    return homes.HomeDoor(keys=CITY, raise_alarms=raised, clock=clock, ids=ids)


async def agree_for(term: timedelta, seniors: Seniors) -> None:
    town = seniors.town
    agreed = await consent.grant(
        seniors.as_senior,
        subject_id=seniors.senior,
        purpose=SENSORS,
        text_version=CATALOGUE[SENSORS].version,
        locale=Locale.KO,
        expires_at=town.clock.now() + term,
        clock=town.clock,
        ids=town.ids,
    )
    assert isinstance(agreed, consent.Decided)


async def kept() -> list[str]:
    return sorted({row["what"] for row in await sql.fetch(KEPT)})


async def cases() -> list[str]:
    return [row["kind"] for row in await sql.fetch("SELECT kind FROM care.cases")]


async def test_nothing_is_kept_from_the_moment_on_at_which_her_yes_is_over(
    seniors, device, door, clock
):
    """Nobody has noticed its end yet: the job that destroys what was kept comes later."""
    await agree_for(TERM, seniors)
    clock.advance(TERM)
    said = [device.says("motion"), device.says("heartbeat"), device.says("climate", celsius=20)]
    assert await door.take(said) == [homes.Verdict.NOT_AGREED] * 3
    assert await door.take(said) == [homes.Verdict.NOT_AGREED] * 3
    assert await kept() == []


async def test_until_then_all_is_kept(seniors, device, door, clock):
    await agree_for(TERM, seniors)
    clock.advance(TERM - timedelta(seconds=1))
    assert await door.take([device.says("motion"), device.says("heartbeat")]) == [
        homes.Verdict.TAKEN,
        homes.Verdict.TAKEN,
    ]
    assert await kept() == ["event", "heard", "number"]


async def test_smoke_is_raised_once_all_the_same_and_nothing_but_its_number_kept(
    seniors, device, door, clock
):
    await agree_for(TERM, seniors)
    clock.advance(TERM)
    smoke = device.says("smoke", alarm=True)
    assert await door.take([device.says("motion"), smoke]) == [
        homes.Verdict.NOT_AGREED,
        homes.Verdict.TAKEN,
    ]
    assert await door.take([smoke]) == [homes.Verdict.REPEATED]
    assert await cases() == ["smoke"]
    assert await kept() == ["number"]


async def test_whoever_wants_nothing_processed_is_not_heard_at_all(
    seniors, device, door, clock, ids
):
    await door.take([device.says("motion"), device.says("heartbeat")])
    await consent.suspend_all(
        seniors.as_senior,
        seniors.senior,
        locale=Locale.KO,
        erasers=Erasers(within={SENSORS: erase}),
        clock=clock,
        ids=ids,
    )
    assert await door.take([device.says("motion")]) == [homes.Verdict.UNKNOWN]
    assert await kept() == []
    assert await homes.broker_credentials(CITY) == []
