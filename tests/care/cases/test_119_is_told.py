"""119 hears what, where, whom to call and how to get in: once, whatever breaks on the way."""

from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from domains.identity.public import contacts
from domains.kernel import sql
from domains.kernel.actor import Actor
from infra.emergency_119 import Emergency119
from infra.emergency_119.client import Nobody119
from notifications.emulator.app import build_app
from notifications.emulator.emergency.routes import TOKEN
from tests.builders.care import ADDRESS, KEY_BOX
from tests.care.cases.night import Night

KIND = cases.ConcernKind
NOW = timedelta(0)


@pytest.fixture
def night(worry, seniors, clock, ids) -> Night:
    return Night(worry, seniors, clock, ids)


@pytest.fixture
async def rescue():
    """The emulated 119, by the contract."""
    transport = httpx.ASGITransport(build_app())
    headers = {"authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://emulator/119", headers=headers
    ) as http:
        yield http


@pytest.fixture
def call(rescue, clock, ids):
    async def call(service=None) -> int:
        told = service or Emergency119(rescue, clock=clock)
        return await cases.call_119(told, limit=5, clock=clock, ids=ids)

    return call


async def heard(rescue) -> list[dict]:
    return (await rescue.get("http://emulator/control/119")).json()


async def behaves(rescue, manner: str, **more) -> None:
    said = {"manner": manner, **more}
    assert (await rescue.post("http://emulator/control/119/manner", json=said)).is_success


async def test_smoke_is_told_with_all_that_helps_and_by_no_human(night, rescue, call, seniors):
    await number(night, seniors.guardian, "010-1234-5678")
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    assert await call() == 1
    ((told),) = await heard(rescue)
    event = told["event"]
    assert (event["event_type"], event["confirmed_by_human"]) == ("FIRE", False)
    assert event["person"]["name"] == "박복례"
    assert event["place"]["address"] == ADDRESS
    assert event["access"]["key_box_note"] == KEY_BOX
    assert event["contacts"] == [
        {"relation": "guardian", "name": "박효녀", "number": "+821012345678"}
    ]
    assert (await EmergencyCall.get()).reference == told["reference"]
    assert await call() == 0


async def test_the_key_box_stands_nowhere_but_there(night, call):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    (found,) = await sql.fetch(
        "SELECT count(*) AS n FROM kernel.outbox WHERE position($1 in payload) > 0",
        KEY_BOX.encode(),
    )
    assert found["n"] == 0
    assert "care.home.open" in [
        row["action"] for row in await sql.fetch("SELECT action FROM kernel.audit")
    ]


async def test_silence_waits_for_a_humans_word(night, rescue, call, seniors):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(timedelta(hours=3))
    assert await call() == 0
    await night.confirm(seniors.as_worker)
    await call()
    ((told),) = await heard(rescue)
    assert (told["event"]["event_type"], told["event"]["confirmed_by_human"]) == ("WELFARE", True)


async def test_an_answer_that_is_lost_is_one_dispatch(night, rescue, call, clock):
    await behaves(rescue, "loses_answers", next=1)
    await night.worry.about(KIND.SOS)
    await night.passes(NOW)
    await call()
    clock.advance(timedelta(seconds=5))
    await call()
    ((told),) = await heard(rescue)
    assert told["times"] == 2
    assert (await EmergencyCall.get()).taken_at is not None


async def test_while_119_is_away_people_are_told_to_telephone_once_and_it_goes_on(
    night, rescue, call, clock
):
    await behaves(rescue, "is_away")
    await night.worry.about(KIND.GAS)
    await night.passes(NOW)
    for _ in range(6):
        await call()
        clock.advance(timedelta(minutes=1))
    assert (await night.topics()).count("care.emergency_not_sent") == 1
    await behaves(rescue, "takes")
    await call()
    assert len(await heard(rescue)) == 1


async def test_a_try_that_died_with_its_worker_hides_no_failure(night, rescue, call, clock):
    await behaves(rescue, "is_away")
    await night.worry.about(KIND.GAS)
    await night.passes(NOW)
    await EmergencyCall.all().update(tries=1)  # claimed, and killed before it could say anything
    await call()
    assert (await night.topics()).count("care.emergency_not_sent") == 1


async def test_a_house_without_a_link_lets_people_telephone(night, call):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call(Nobody119())
    assert "care.emergency_not_sent" in await night.topics()


async def test_what_is_over_before_119_could_be_told_is_not_told(night, rescue, call, seniors):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    ended = await cases.mark_false_alarm(
        seniors.as_guardian,
        case_id=(await night.worry.case()).id,
        reason=cases.FalseAlarm.COOKING,
        clock=night.clock,
        ids=night.ids,
    )
    assert isinstance(ended, cases.CaseClosed)
    assert await call() == 0
    assert await heard(rescue) == []


async def test_who_does_not_know_the_word_tells_119_nothing(rescue):
    stranger = await rescue.post("/v1/events", json={}, headers={"authorization": "Bearer no"})
    assert stranger.status_code == 401


async def number(night: Night, person: UUID, typed: str) -> None:
    """A telephone that is proved."""
    actor, clock, ids = Actor(person_id=person), night.clock, night.ids
    added = await contacts.add_contact_number(actor, person, typed, clock=clock, ids=ids)
    assert isinstance(added, contacts.NumberAdded)
    issued = await contacts.issue_contact_code(added.number_id, clock=clock)
    assert issued is not None
    await contacts.verify_contact_number(
        actor, person, added.number_id, issued.code, clock=clock, ids=ids
    )
