"""119 hears what, where, whom to call and how to get in: once, whatever breaks on the way."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from domains.care import public as care
from domains.care.cases import tell_119
from domains.care.cases.models import EmergencyCall
from domains.care.ports import EmergencyEnding, EmergencyEvent, NotTaken, TakenBy119
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


@dataclass
class Odd:
    """A link that is told by a test how it behaves for each kind; it keeps what it heard."""

    raises: set[cases.ConcernKind] = field(default_factory=set)
    hangs: set[cases.ConcernKind] = field(default_factory=set)
    heard: list[EmergencyEvent] = field(default_factory=list)
    ended: list[EmergencyEnding] = field(default_factory=list)
    before: Callable[[], Awaitable[None]] | None = None

    async def tell(self, event: EmergencyEvent, /) -> TakenBy119 | NotTaken:
        if self.before is not None:
            await self.before()
        if event.kind in self.raises:
            raise RuntimeError("the link broke")
        if event.kind in self.hangs:
            await asyncio.Event().wait()
        self.heard.append(event)
        return TakenBy119(f"119-{len(self.heard)}")

    async def end(self, ending: EmergencyEnding, /) -> TakenBy119 | NotTaken:
        self.ended.append(ending)
        return TakenBy119("119-end")


async def three_at_once(night, seniors) -> None:
    """Smoke, gas and SOS in three homes."""
    await night.worry.about(KIND.SMOKE)
    for kind in (KIND.GAS, KIND.SOS):
        await night.worry.about(kind, senior=await seniors.senior_of(f"이웃 {kind}"))
    await night.passes(NOW)


async def test_one_that_breaks_and_one_that_hangs_delay_nobody_else(
    night, call, seniors, monkeypatch
):
    monkeypatch.setattr(tell_119, "TRY_FOR", timedelta(milliseconds=50))
    await three_at_once(night, seniors)
    odd = Odd(raises={KIND.SMOKE}, hangs={KIND.GAS})
    assert await call(odd) == 3
    assert [event.kind for event in odd.heard] == [KIND.SOS]
    errors = {row.kind: row.last_error for row in await EmergencyCall.all()}
    assert errors == {KIND.SMOKE: "fault", KIND.GAS: "too_late", KIND.SOS: None}
    assert (await night.topics()).count("care.emergency_not_sent") == 2


async def test_each_has_a_next_try_of_its_own(night, call, seniors, clock):
    await three_at_once(night, seniors)
    odd = Odd(raises={KIND.SMOKE, KIND.GAS})
    await call(odd)
    odd.raises = {KIND.GAS}
    clock.advance(timedelta(seconds=5))
    assert await call(odd) == 2
    gas, smoke = await EmergencyCall.filter(kind__in=[KIND.GAS, KIND.SMOKE]).order_by("kind")
    assert smoke.taken_at == clock.now()
    assert gas.try_at == clock.now() + timedelta(seconds=10)


async def test_what_cannot_be_described_is_told_in_few_words(night, call, monkeypatch):
    async def broken(*_, **__):
        raise LookupError

    monkeypatch.setattr(tell_119, "describe_call", broken)
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    odd = Odd()
    await call(odd)
    (event,) = odd.heard
    assert (event.kind, event.address, event.is_complete) == (KIND.SMOKE, None, False)
    assert (await EmergencyCall.get()).taken_at is None, "it is told again, with the rest"


async def supper(night, actor) -> cases.CaseClosed:
    ended = await cases.mark_false_alarm(
        actor,
        case_id=(await night.worry.case()).id,
        reason=cases.FalseAlarm.COOKING,
        clock=night.clock,
        ids=night.ids,
    )
    assert isinstance(ended, cases.CaseClosed)
    return ended


async def test_what_is_over_while_it_is_being_told_about_was_told_and_is_called_off(
    night, rescue, call, seniors
):
    """She marks it between the last look and the answer."""
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)

    async def marks() -> None:
        await supper(night, seniors.as_guardian)

    odd = Odd(before=marks)
    await call(odd)
    row = await EmergencyCall.get()
    assert (row.reference, row.ending) == ("119-1", cases.CallEnding.FALSE_ALARM)
    await call(odd)
    (ending,) = odd.ended
    assert (ending.call_id, ending.ending_id) == (row.id, row.ending_id)


async def test_what_is_over_between_the_claim_and_the_telling_is_not_told(
    night, call, seniors, monkeypatch
):
    describe = tell_119.describe_call

    async def slow(*which, **steady):
        event = await describe(*which, **steady)
        await supper(night, seniors.as_guardian)
        return event

    monkeypatch.setattr(tell_119, "describe_call", slow)
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    odd = Odd()
    await call(odd)
    row = await EmergencyCall.get()
    assert odd.heard == odd.ended == []
    assert (row.sent_at, row.dropped_at, row.ending) == (None, night.clock.now(), None)
    assert await call(odd) == 0


async def test_a_false_alarm_after_119_knows_turns_them_round_once(
    night, rescue, call, seniors, clock
):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    await supper(night, seniors.as_guardian)
    await behaves(rescue, "loses_answers", next=1)
    await call()
    clock.advance(timedelta(seconds=5))
    assert (await call(), await call()) == (1, 0)
    ((told),) = await heard(rescue)
    row = await EmergencyCall.get()
    assert (told["ending"]["how"], told["times"]) == ("FALSE_ALARM", 1)
    assert told["ending"]["ending_id"] == str(row.ending_id)
    assert row.ending_taken_at == clock.now()


async def test_119_hears_that_somebody_is_with_her_unless_it_is_119(night, rescue, call, seniors):
    for done, how in (
        (cases.ActKind.VISITED, "ALL_CLEAR"),
        (cases.ActKind.EMERGENCY_TOOK_OVER, None),
    ):
        await night.worry.about(KIND.SOS)
        await night.passes(NOW)
        await call()
        await night.act(seniors.as_worker, done)
        assert isinstance(await night.close(seniors.as_worker), cases.CaseClosed)
        await call()
        ending = (await heard(rescue))[-1]["ending"]
        assert (ending and ending["how"]) == how


async def test_a_call_that_nobody_took_before_the_end_is_not_made_after_it(
    night, rescue, call, seniors, clock
):
    """119 may have heard it all the same: it is called off, and never told anew."""
    await behaves(rescue, "loses_answers", next=1)
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    await supper(night, seniors.as_guardian)
    clock.advance(timedelta(minutes=1))
    await call()
    ((told),) = await heard(rescue)
    assert (told["times"], told["ending"]["how"]) == (1, "FALSE_ALARM")


async def test_gas_after_smoke_is_told_apart(night, rescue, call):
    first = await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    assert await night.worry.about(KIND.GAS) == first, "one episode"
    await night.passes(NOW)
    await call()
    assert {told["event"]["event_type"] for told in await heard(rescue)} == {"FIRE", "GAS"}
    await night.worry.about(KIND.SMOKE)
    await night.worry.about(KIND.GAS)
    await night.passes(NOW)
    assert await call() == 0, "each of them once"
    rungs = [rung for rung, _ in await night.steps()]
    assert rungs == [cases.Rung.HAND_OVER] * 2


async def test_smoke_and_gas_in_one_breath_are_two_calls(night, rescue, call):
    await night.worry.about(KIND.SMOKE)
    await night.worry.about(KIND.GAS)
    await night.worry.about(KIND.SOS)
    await night.passes(NOW)
    assert await call() == 3
    types = {told["event"]["event_type"] for told in await heard(rescue)}
    assert types == {"FIRE", "GAS", "SOS"}


async def test_119_learns_where_she_lives_though_her_consent_has_run_out(
    night, rescue, call, seniors, clock
):
    await number(night, seniors.guardian, "010-1234-5678")
    await sql.execute(
        "UPDATE consent.standing SET purposes = '{}' WHERE subject_id = $1", seniors.senior
    )
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    ((told),) = await heard(rescue)
    assert told["event"]["place"]["address"] == ADDRESS
    assert told["event"]["access"]["key_box_note"] == KEY_BOX
    assert [each["relation"] for each in told["event"]["contacts"]] == ["guardian"]
    (trace,) = await sql.fetch("SELECT why FROM kernel.audit WHERE action LIKE 'care.home.open%'")
    assert trace["why"] == "emergency"
    (opened,) = await sql.fetch(
        "SELECT count(*) AS n FROM kernel.audit WHERE action = 'care.home.open_in_danger'"
    )
    assert opened["n"] == 1


async def test_who_has_left_is_told_of_to_nobody(night, call, seniors, clock, ids):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    (call_id,) = await cases.claim_calls(limit=5, clock=clock)
    await care.erase_person(seniors.senior, clock.now(), clock=clock, ids=ids)
    odd = Odd()
    assert await cases.tell_119(call_id, odd, clock=clock, ids=ids) is None
    assert odd.heard == odd.ended == []


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
