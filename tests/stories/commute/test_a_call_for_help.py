"""One touch: the call reaches all who can help, and stays until a person takes it."""

from datetime import timedelta

import pytest

from domains.commute.find_one import find_sos
from domains.commute.models import Sos
from domains.consent.public import Purpose
from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Actor, Role
from domains.kernel.models import AuditEntry
from tests.builders.citizen import Citizen
from tests.builders.families import REGISTRY, SCHOOL
from tests.builders.walks import stay
from tests.builders.witness import contents
from tests.stories.commute.consents import withdraw

RAISE = """mutation ($request: UUID!) { raiseSos(input: {requestId: $request})
    { ... on RaiseSosSuccess { __typename sosId raisedAt alreadyOpen } } }"""
TAKE = """mutation ($request: UUID!, $sos: ID!) {
    acknowledgeSos(input: {requestId: $request, sosId: $sos})
    { __typename ... on AcknowledgeSosSuccess { byYou acknowledgedAt } } }"""
QUEUE = "{ sosQueue { id childName state position { lat lon } positionAt raisedAt } }"
MINE = "{ mySosAlarms { id childName state position { lat lon } positionAt acknowledgedAt } }"


@pytest.fixture
async def operator(city) -> Citizen:
    person = await city.town.person("한관제")
    await identity.grant_role(
        actor=REGISTRY, person_id=person, role=Role.OPERATOR, clock=city.clock, ids=city.ids
    )
    return await city.citizen(person)


@pytest.fixture
async def at_the_gate(city, home) -> None:
    """Mina's phone was last heard of four minutes ago, at the school gate."""
    await city.report(home.tracker, stay(SCHOOL, begins=city.clock.now(), for_s=0))
    city.clock.advance(timedelta(minutes=4))


async def call(city, home) -> str:
    answer = await (await city.citizen(home.child)).ask(RAISE)
    await city.settle()
    return answer.field["sosId"]


async def test_it_reaches_every_guardian_and_the_control_room_with_place_and_age(
    city, home, operator, at_the_gate
):
    sos = await call(city, home)
    for phone in home.hers:
        [notice] = phone.history
        assert (notice.category, notice.shown_times, notice.alerts) == ("safety", 1, 1)
        assert "4" in notice.body
    [queued] = (await operator.ask(QUEUE)).field
    assert (queued["id"], queued["childName"], queued["state"]) == (sos, "민아", "OPEN")
    assert queued["position"] == {"lat": SCHOOL.lat, "lon": SCHOOL.lon}
    assert queued["positionAt"] < queued["raisedAt"]
    for who in (home.former, home.neighbour, home.stranger):
        assert home.phones[who].rung == []


async def test_without_consent_it_goes_out_without_the_place(city, home, operator, at_the_gate):
    await withdraw(city, home, Purpose.COMMUTE_ALERTS)
    await call(city, home)
    assert [len(phone.rung) for phone in home.hers] == [1, 1]
    [queued] = (await operator.ask(QUEUE)).field
    assert (queued["position"], queued["positionAt"]) == (None, None)
    assert (await Sos.get()).lat is None


async def test_a_consent_withdrawn_after_the_call_takes_the_place_from_it(
    city, home, operator, at_the_gate
):
    await call(city, home)
    await withdraw(city, home, Purpose.COMMUTE_ALERTS)
    [queued] = (await operator.ask(QUEUE)).field
    assert queued["position"] is None
    assert await Sos.filter(lat=None, lon=None, position_at=None).count() == 1


async def test_a_second_touch_finds_the_first_call(city, home, at_the_gate):
    mina = await city.citizen(home.child)
    first = (await mina.ask(RAISE)).field
    city.clock.advance(timedelta(minutes=1))
    second = (await mina.ask(RAISE)).field
    await city.settle()
    assert (first["alreadyOpen"], second["alreadyOpen"]) == (False, True)
    assert (second["sosId"], second["raisedAt"]) == (first["sosId"], first["raisedAt"])
    assert [len(phone.rung) for phone in home.hers] == [1, 1]


async def test_it_stays_open_however_long_nobody_takes_it(city, home, operator, at_the_gate):
    await call(city, home)
    city.clock.advance(timedelta(days=2))
    await city.sweep()
    operator = await city.citizen(operator.person)
    assert [alarm["state"] for alarm in (await operator.ask(QUEUE)).field] == ["OPEN"]


async def test_taking_it_silences_the_other_phones_and_tells_them_who(city, home, at_the_gate):
    sos = await call(city, home)
    mother = await city.citizen(home.mother)
    answer = await mother.ask(TAKE, sos=sos)
    await city.settle()
    assert answer.field["byYou"] is True
    alarm = home.phones[home.father].history[0]
    assert alarm.state != "shown"
    assert any(
        "김하나" in notice.body + notice.title for notice in home.phones[home.father].history
    )
    father = await city.citizen(home.father)
    again = await father.ask(TAKE, sos=sos)
    assert again.field["byYou"] is False
    assert again.field["acknowledgedAt"] == answer.field["acknowledgedAt"]


async def test_a_new_call_after_one_was_taken_is_a_new_alarm(city, home, at_the_gate):
    sos = await call(city, home)
    await (await city.citizen(home.mother)).ask(TAKE, sos=sos)
    await city.settle()
    assert await call(city, home) != sos
    assert await Sos.filter(state="open").count() == 1


async def test_an_operator_may_take_it(city, home, operator, at_the_gate):
    sos = await call(city, home)
    assert (await operator.ask(TAKE, sos=sos)).kind == "AcknowledgeSosSuccess"
    assert (await operator.ask(QUEUE)).field == []


async def traces(action: str) -> list[tuple[object, object, object]]:
    found = await AuditEntry.filter(action=action)
    return [(entry.actor_id, entry.subject_id, entry.reference) for entry in found]


async def test_a_look_at_the_queue_leaves_a_trace_for_each_child(city, home, operator, at_the_gate):
    await call(city, home)
    assert await traces("commute.sos.read") == []

    await operator.ask(QUEUE)

    sos = await Sos.get()
    assert await traces("commute.sos.read") == [(operator.person, home.child, sos.id)]


async def test_one_call_read_by_an_operator_is_traced_and_by_the_mother_is_not(
    city, home, operator, at_the_gate
):
    await call(city, home)
    sos = await Sos.get()
    readers = [
        Actor(person_id=person, roles=frozenset({Role.OPERATOR}))
        for person in (home.mother, operator.person)
    ]

    seen = [await find_sos(reader, sos.id, clock=city.clock, ids=city.ids) for reader in readers]

    assert [view.id for view in seen] == [sos.id, sos.id]
    assert await traces("commute.sos.read") == [(operator.person, home.child, sos.id)]


async def test_an_operator_whose_office_ended_is_blind_at_once(city, home, operator, at_the_gate):
    sos = await call(city, home)
    await sql.execute("UPDATE identity.role_grants SET ends_at = $1", city.clock.now())

    queue, taking = await operator.ask(QUEUE), await operator.ask(TAKE, sos=sos)

    assert queue.kind == "FORBIDDEN"
    assert taking.kind == "SosNotFound"
    former = Actor(person_id=operator.person, roles=frozenset({Role.OPERATOR}))
    found = await find_sos(former, (await Sos.get()).id, clock=city.clock, ids=city.ids)
    assert found is None
    assert (await Sos.get()).state == "open"


@pytest.mark.parametrize("who", ["stranger", "neighbour", "former", "child"])
async def test_others_cannot_take_it(city, home, at_the_gate, who):
    sos = await call(city, home)
    citizen = await city.citizen(getattr(home, who))
    before = await contents()
    assert (await citizen.ask(TAKE, sos=sos)).kind == "SosNotFound"
    after = await contents()
    assert [table for table in before if before[table] != after[table]] == ["kernel.answers"]


async def test_a_taken_calls_place_goes_with_the_raw_positions(city, home, at_the_gate):
    sos = await call(city, home)
    await (await city.citizen(home.mother)).ask(TAKE, sos=sos)
    city.clock.advance(timedelta(hours=25))
    await city.sweep()
    row = await Sos.get()
    assert (row.lat, row.lon, row.position_at) == (None, None, None)
