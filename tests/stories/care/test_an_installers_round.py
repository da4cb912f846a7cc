"""A care worker with a bag of sensors: a code on her phone, a device that shows it, and its life.

All over the gateway: what she taps is what the apps send, and a device speaks as
`mobile_contracts/home` says.
"""

import base64
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from domains.consent.public import Purpose
from domains.identity.roles import UnitKind
from domains.kernel import sql
from domains.kernel.actor import Role
from tests.builders.care import official, unit
from tests.builders.homes import Homes, SpeakingDevice
from tests.stories.house import everything, node
from tests.stories.identity.documents import document

START, RETIRE = document("start_care_pairing"), document("retire_care_device")
DEVICES, HOUSEHOLD = document("care_devices"), document("care_household")
MISTRUSTED = document("mistrusted_devices")


@dataclass
class Sensor:
    """What lies in the bag: it knows its code, and later who it is."""

    http: httpx.AsyncClient
    clock: object
    serial: str
    told: dict | None = None
    voice: SpeakingDevice | None = None

    async def pair(self, code: str) -> int:
        said = {"code": code, "serial": self.serial, "model": "motion-2", "shows_life": True}
        answer = await self.http.post("/ingest/home/pair", json=said)
        if answer.status_code == 201:
            self.told = answer.json()
            key = base64.b64decode(self.told["signing_key"])
            self.voice = SpeakingDevice(UUID(self.told["device_id"]), UUID(int=0), self.clock, key)
        return answer.status_code

    async def says(self, kind: str, **said) -> httpx.Response:
        proof = httpx.BasicAuth(self.told["device_id"], self.told["password"])
        line = self.voice.says(kind, **said).payload
        return await self.http.post("/ingest/home", content=line, auth=proof)


@pytest.fixture
async def sensor(dong, clock, ids):
    """The next one out of the bag."""
    await Homes(clock, ids).ready()
    return lambda serial: Sensor(dong.neighbourhood.house.http, clock, serial)


@pytest.fixture
def her(dong) -> dict[str, str]:
    return {"seniorId": node("Person", dong.people.senior)}


@pytest.fixture
def start(dong, her):
    async def start(phone=None, **said):
        worker = phone or await dong.worker()
        return await worker.tell(START, **{**her, "room": "LIVING_ROOM", **said})

    return start


@pytest.fixture
def hang(sensor, start):
    async def hang(serial: str, **said) -> Sensor:
        started = await start(**said)
        assert started["__typename"] == "StartCarePairingSuccess", started
        device = sensor(serial)
        assert await device.pair(started["code"]) == 201
        return device

    return hang


@pytest.fixture
def shown(dong, her):
    """The health page of her home, as the care worker sees it."""

    async def shown() -> list[dict]:
        return await (await dong.worker()).ask(DEVICES, **her)

    return shown


async def test_a_sensor_is_hung_and_she_sees_at_the_door_that_it_is_heard(hang, shown):
    sensor = await hang("A-1")
    (device,) = await shown()
    assert device["id"] == node("CareDevice", UUID(sensor.told["device_id"]))
    assert (device["serial"], device["room"]) == ("A-1", "LIVING_ROOM")
    assert device["health"] == "NEVER_HEARD"
    told = await sensor.says("heartbeat", battery=90, firmware="2.1")
    assert told.json() == {"verdicts": ["taken"]}
    (device,) = await shown()
    assert (device["health"], device["battery"], device["firmware"]) == ("WELL", 90, "2.1")


async def test_a_swap_keeps_the_place_and_what_was_told_there(dong, her, hang, shown):
    old = await hang("A-1")
    await old.says("motion")
    (before,) = await shown()
    new = await hang("B-2", room="BEDROOM", replacesId=before["id"])
    (after,) = await shown()
    assert after["serial"] == "B-2"
    assert (after["spotId"], after["room"]) == (before["spotId"], "LIVING_ROOM")
    assert (await old.says("motion")).status_code == 401, "it is believed no longer"
    (spot,) = (await (await dong.senior()).ask(HOUSEHOLD, **her))["spots"]
    assert (spot["id"], spot["measures"]) == (before["spotId"], ["MOTION"])
    assert (await new.says("motion")).json() == {"verdicts": ["taken"]}
    rows = await sql.fetch("SELECT spot_id FROM care.sensor_events")
    assert len(rows) == 2
    assert {node("CareSpot", row["spot_id"]) for row in rows} == {before["spotId"]}


async def test_a_code_is_good_once_and_soon_and_a_wrong_one_never(start, sensor, shown, clock):
    started = await start()
    assert await sensor("A-1").pair("WXYZ-1234-ABCD") == 403
    assert await sensor("A-1").pair(started["code"]) == 201
    assert await sensor("A-2").pair(started["code"]) == 403
    late = await start()
    clock.advance(timedelta(minutes=15))
    assert await sensor("A-2").pair(late["code"]) == 403
    assert [device["serial"] for device in await shown()] == ["A-1"]


async def test_what_was_taken_down_or_stolen_is_believed_no_longer(dong, hang, shown, town):
    sensor = await hang("A-1")
    (device,) = await shown()
    worker = await dong.worker()
    gone = {"__typename": "RetireCareDeviceSuccess"}
    assert await worker.tell(RETIRE, homeDeviceId=device["id"]) == {**gone, "changed": True}
    assert await worker.tell(RETIRE, homeDeviceId=device["id"]) == {**gone, "changed": False}
    assert (await sensor.says("sos")).status_code == 401
    assert await shown() == []
    operator = await dong.neighbourhood.official("관제", Role.OPERATOR)
    (told,) = await operator.ask(MISTRUSTED)
    assert told["times"] == 1


async def test_nobody_takes_the_place_of_what_hangs_there_no_more(dong, start, hang, shown):
    await hang("A-1")
    (device,) = await shown()
    await (await dong.worker()).tell(RETIRE, homeDeviceId=device["id"])
    refused = await start(replacesId=device["id"])
    assert refused["__typename"] == "CareDeviceNotInUse"


async def test_without_her_yes_to_sensors_nothing_is_hung_and_the_worker_hears_why(dong, start):
    modest = await dong.people.senior_of("김순덕", agrees=[Purpose.CARE_CHECK_INS])
    refused = await start(seniorId=node("Person", modest))
    assert refused == {
        "__typename": "ConsentNotStanding",
        "purpose": "CARE_HOME_SENSORS",
    }
    assert await sql.fetch("SELECT FROM care.pairing_codes") == []


async def test_somebody_elses_home_is_none_of_theirs(dong, her, start, hang, shown, town):
    """Her daughter, a stranger, and a care worker of another dong: the same answer for all."""
    await hang("A-1")
    (device,) = await shown()
    elsewhere = await official(
        town, "한생활", Role.CARE_WORKER, await unit(town, UnitKind.DONG, "세마동")
    )
    colleague = await dong.neighbourhood.phone(elsewhere, Role.CARE_WORKER)
    others = (await dong.guardian(), await dong.stranger(), colleague)
    before = await everything()
    for phone in others:
        assert (await start(phone))["__typename"] == "CareHomeNotFound"
        swap = await start(phone, replacesId=device["id"])
        assert swap["__typename"] == "CareHomeNotFound"
        refused = await phone.tell(RETIRE, homeDeviceId=device["id"])
        assert refused["__typename"] == "CareHomeNotFound"
        assert await phone.ask(DEVICES, **her) is None
    assert await everything() == before


async def test_a_device_of_one_home_takes_no_place_in_another(dong, start, hang, shown):
    await hang("A-1")
    (device,) = await shown()
    neighbour = await dong.people.senior_of("김순덕")
    refused = await start(seniorId=node("Person", neighbour), replacesId=device["id"])
    assert refused["__typename"] == "CareDeviceNotInUse"
