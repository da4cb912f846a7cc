"""She agreed to be found, falls in the park and cries for help: those who set out see where."""

from datetime import timedelta

import pytest

from domains.care.cases.position import KEPT
from domains.care.public import cases, check_ins, export_person
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.clock import SEOUL
from domains.kernel.text import Locale
from infra.keys import open_keys
from tests.builders.care import ADDRESS
from tests.builders.keys_away import with_keys_away
from tests.care.cases.conftest import call, rescue
from tests.care.cases.night import Night
from tests.care.cases.rescue import heard
from tests.care.cases.worry import Worry
from tests.stories.house import node
from tests.stories.identity.documents import document

__all__ = ["call", "rescue"]

SAY, ANSWER = document("say_how_i_am"), document("answer_check_in")
TAKE, SHEET = document("acknowledge_care_case"), document("care_visit_sheet")
CONFIRM, CLOSE = document("confirm_care_hand_over"), document("close_care_case")
FOR_FAMILY, USES = document("care_case_position"), document("location_uses")
WITHDRAW, SHARE = document("withdraw_consent"), document("share_with_guardian")
PARK = {"lat": 37.15241, "lon": 127.06942, "accuracyMetres": 12.4}
BENCH = {"lat": 37.15300, "lon": 127.07011, "accuracyMetres": 40.0}
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
TERM = timedelta(days=2)


@pytest.fixture
def night(dong, clock, ids) -> Night:
    return Night(Worry(dong.people, clock, ids), dong.people, clock, ids)


@pytest.fixture
def agrees(dong, clock, ids):
    """Her yes to being found, for some days."""

    async def agrees(term: timedelta = TERM) -> None:
        said = await consent.grant(
            dong.people.as_senior,
            subject_id=dong.people.senior,
            purpose=Purpose.CARE_LOCATION,
            text_version=CATALOGUE[Purpose.CARE_LOCATION].version,
            locale=Locale.KO,
            expires_at=clock.now() + term,
            clock=clock,
            ids=ids,
        )
        assert isinstance(said, consent.Decided)

    return agrees


@pytest.fixture
async def yes(agrees) -> None:
    await agrees()


@pytest.fixture
def cries(dong, clock):
    """She presses "help" in the park; her phone measured where it was so long `ago`."""

    async def cries(place=PARK, *, ago=timedelta(0), answer="HELP", by=None, **more) -> dict:
        position = {"at": (clock.now() - ago).isoformat(), **place}
        she = by or await dong.senior()
        return await she.tell(SAY, answer=answer, position=position, **more)

    return cries


@pytest.fixture
def taken(dong, night):
    """Somebody has the case in their hands, the care worker unless told; their phone, the case."""

    async def taken(taker=None):
        phone = taker or await dong.worker()
        case = {"caseId": node("CareCase", (await night.worry.case()).id)}
        await phone.tell(TAKE, **case)
        return phone, case

    return taken


async def kept() -> list:
    return await sql.fetch("SELECT * FROM care.case_positions")


async def told(rescue) -> dict:
    (event,) = [each["event"] for each in await heard(rescue)]
    return event["place"]


async def test_119_and_the_worker_who_goes_there_see_where(
    dong, yes, cries, taken, call, rescue, clock
):
    assert (await cries())["__typename"] == "SayHowIAmSuccess"
    worker, case = await taken()
    sheet = await worker.ask(SHEET, **case)
    measured = clock.now().isoformat().replace("+00:00", "Z")
    assert sheet["position"] == {**PARK, "accuracyMetres": 13.0, "at": measured}
    assert sheet["address"] == ADDRESS
    await worker.tell(CONFIRM, **case)
    await call()
    place = await told(rescue)
    where = {"lat": PARK["lat"], "lon": PARK["lon"], "accuracy_m": 13.0, "measured_at": measured}
    assert place == {"address": ADDRESS, "position": where}
    assert "37.15241, 127.06942" in (await rescue.get("http://emulator/119")).text


async def test_119_on_its_way_hears_that_she_cried_again_from_elsewhere(
    yes, cries, taken, call, rescue, clock
):
    await cries()
    worker, case = await taken()
    await worker.tell(CONFIRM, **case)
    await call()
    clock.advance(MINUTE)
    await cries(BENCH)
    assert await call() == 1
    assert (await told(rescue))["position"]["lat"] == BENCH["lat"], "under the same call"
    await cries(PARK, ago=HOUR)
    assert await call() == 0, "it knows a newer one"


async def test_without_her_yes_nobody_sees_it_and_she_is_heard_all_the_same(
    dong, cries, taken, call, rescue
):
    assert (await cries())["__typename"] == "SayHowIAmSuccess"
    assert await kept() == []
    assert await sql.fetch("SELECT FROM consent.location_uses") == []
    worker, case = await taken()
    assert (await worker.ask(SHEET, **case))["position"] is None
    await worker.tell(CONFIRM, **case)
    await call()
    assert await told(rescue) == {"address": ADDRESS, "position": None}


async def test_it_lies_sealed(yes, cries):
    await cries()
    (row,) = await kept()
    assert b"37.15" not in bytes(row["position"])


async def test_one_that_is_an_hour_old_says_so(yes, cries, taken, call, rescue, clock):
    await cries(ago=HOUR)
    worker, case = await taken()
    measured = (clock.now() - HOUR).isoformat().replace("+00:00", "Z")
    assert (await worker.ask(SHEET, **case))["position"]["at"] == measured
    await worker.tell(CONFIRM, **case)
    await call()
    assert (await told(rescue))["position"]["measured_at"] == measured


@pytest.mark.parametrize("newer_is_first", [True, False])
async def test_the_newest_counts_in_whatever_order_they_come(yes, cries, taken, newer_is_first):
    both = [(PARK, HOUR), (BENCH, MINUTE)]
    for place, ago in reversed(both) if newer_is_first else both:
        await cries(place, ago=ago)
    worker, case = await taken()
    position = (await worker.ask(SHEET, **case))["position"]
    assert (position["lat"], position["lon"]) == (BENCH["lat"], BENCH["lon"])


BROKEN = {
    "no latitude": {"lat": None},
    "off the Earth": {"lat": 91.0},
    "no fix": {"lat": 0.0, "lon": 0.0},
    "an accuracy that says so": {"accuracyMetres": -1.0},
    "no moment": {"at": None},
    "no moment that anybody can read": {"at": "오후 3:05"},
    "a moment without a zone": {"at": "2026-03-02T08:31:05"},
    "the first moment of all": {"at": "0001-01-01T00:00:00+09:00"},
    "tomorrow": {"at": "2099-01-01T00:00:00Z"},
    "last year": {"at": "2025-01-01T00:00:00Z"},
}


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN.keys())
async def test_one_that_is_broken_is_dropped_and_the_cry_is_not(yes, cries, night, fault):
    assert (await cries({**PARK, **fault}))["__typename"] == "SayHowIAmSuccess"
    assert (await night.worry.case()).kind is cases.ConcernKind.ASKED_FOR_HELP
    assert await kept() == []


async def test_while_nothing_can_be_sealed_she_is_heard_without_it(
    dong, yes, cries, night, settings
):
    she = await dong.senior()
    async with open_keys(with_keys_away(settings)):
        assert (await cries(by=she))["__typename"] == "SayHowIAmSuccess"
    assert (await night.worry.case()).kind is cases.ConcernKind.ASKED_FOR_HELP
    assert await kept() == []


async def test_what_119_cannot_be_told_now_it_is_told_when_the_keys_are_back(
    yes, cries, taken, call, rescue, settings, clock
):
    await cries()
    worker, case = await taken()
    await worker.tell(CONFIRM, **case)
    async with open_keys(with_keys_away(settings)):
        await call()
    assert await told(rescue) == {"address": None, "position": None}
    clock.advance(MINUTE)
    await call()
    assert (await told(rescue))["position"]["lat"] == PARK["lat"]


@pytest.mark.parametrize("answer", ["FINE", "CALL_ME"])
async def test_where_she_is_while_she_needs_no_help_is_nobodys_business(yes, cries, answer):
    await cries(answer=answer)
    assert await kept() == []
    assert await sql.fetch("SELECT FROM consent.location_uses") == []


async def test_whatever_a_page_of_ours_would_hand_in(dong, yes, clock, ids):
    said = cases.ReportedPosition(lat=37.15, lon=127.07, accuracy_m=None, at=clock.now())
    await check_ins.volunteer(
        dong.people.as_senior,
        meaning=check_ins.Meaning.FINE,
        request_id=ids.new(),
        position=await cases.seal_position(dong.people.senior, said, clock=clock),
        clock=clock,
        ids=ids,
    )
    assert await sql.fetch("SELECT FROM consent.location_uses") == []


async def test_who_cries_again_by_the_same_request_is_not_refused(yes, cries, ids):
    request = ids.new()
    first = await cries(request=request)
    assert await cries(BENCH, request=request) == first
    assert len(await kept()) == 1


async def test_to_a_question_she_may_cry_too(dong, yes, taken, clock, ids, ring):
    soon = (clock.now() + timedelta(minutes=5)).astimezone(SEOUL).replace(second=0, microsecond=0)
    plan = check_ins.CheckInPlan(times=(soon.time(),))
    people = dong.people
    await check_ins.plan_check_ins(people.as_senior, people.senior, plan, clock=clock, ids=ids)
    clock.set(soon + MINUTE)
    await ring()
    (asked,) = await sql.fetch("SELECT id FROM care.check_ins")
    position = {**PARK, "at": clock.now().isoformat()}
    question = node("CareCheckIn", asked["id"])
    she = await dong.senior()
    said = await she.tell(ANSWER, checkInId=question, answer="HELP", position=position)
    assert said["__typename"] == "AnswerCheckInSuccess"
    worker, case = await taken()
    assert (await worker.ask(SHEET, **case))["position"]["lat"] == PARK["lat"]


async def test_when_the_case_is_over_it_is_gone(dong, yes, cries, taken, clock):
    await cries()
    worker, case = await taken()
    clock.advance(MINUTE)
    act = {"kind": "VISITED", "at": clock.now().isoformat()}
    await worker.tell(CLOSE, **case, act=act)
    assert await kept() == []
    assert (await worker.ask(SHEET, **case))["__typename"] == "CareCaseOver"


async def test_with_her_yes_it_goes_at_once_and_the_case_stays(dong, yes, cries, taken):
    await cries()
    worker, case = await taken()
    she = {"subjectId": node("Person", dong.people.senior), "purpose": "CARE_LOCATION"}
    gone = await (await dong.senior()).tell(WITHDRAW, **she)
    assert {"what": "care.case_positions", "rows": 1} in gone["erased"]
    assert await kept() == []
    sheet = await worker.ask(SHEET, **case)
    assert (sheet["address"], sheet["position"]) == (ADDRESS, None)


async def test_a_yes_that_ran_out_shows_it_to_nobody_but_119_for_her_life(
    dong, agrees, cries, taken, call, rescue, clock
):
    """Nobody has noticed its end yet: what was kept lies there until the next job."""
    await agrees(HOUR)
    await cries()
    clock.advance(2 * HOUR)
    worker, case = await taken()
    assert (await worker.ask(SHEET, **case))["position"] is None
    await worker.tell(CONFIRM, **case)
    await call()
    assert (await told(rescue))["position"]["lat"] == PARK["lat"]
    rows = await sql.fetch("SELECT action FROM kernel.audit WHERE action LIKE 'care.position.%'")
    assert [row["action"] for row in rows] == ["care.position.open_in_danger"]


def test_it_is_kept_as_long_as_her_consent_says():
    assert CATALOGUE[Purpose.CARE_LOCATION].retention == KEPT


async def test_after_a_day_it_is_shown_no_more_though_the_case_is_open(dong, yes, cries, clock):
    await cries()
    clock.advance(DAY - timedelta(hours=2))
    await cases.forget_positions(clock=clock)
    assert len(await kept()) == 1
    clock.advance(2 * HOUR)
    worker = await dong.worker()
    case = {"caseId": await _open_case()}
    await worker.tell(TAKE, **case)
    assert (await worker.ask(SHEET, **case))["position"] is None, "no job has come by yet"
    await cases.forget_positions(clock=clock)
    assert await kept() == []


async def _open_case() -> str:
    (row,) = await sql.fetch("SELECT id FROM care.cases WHERE ended_at IS NULL")
    return node("CareCase", row["id"])


@pytest.mark.parametrize("office", ["centre", "control room"])
async def test_a_centre_and_the_control_room_read_her_door_and_not_where_she_is(
    dong, yes, cries, taken, office
):
    """Her yes names her guardians, the care worker and 119."""
    await cries()
    operator = (await dong.town.operator()).person_id
    taker = await (
        dong.desk() if office == "centre" else dong.neighbourhood.phone(operator, Role.OPERATOR)
    )
    phone, case = await taken(taker)
    sheet = await phone.ask(SHEET, **case)
    assert (sheet["address"], sheet["position"]) == (ADDRESS, None)


async def test_a_guardian_sees_it_whom_she_shows_where_she_is(dong, yes, cries):
    await cries()
    case, daughter = {"caseId": await _open_case()}, await dong.guardian()
    shown = await daughter.ask(FOR_FAMILY, **case)
    assert (shown["__typename"], shown["position"]) == ("CareCasePosition", None)
    (tie,) = await sql.fetch(
        "SELECT id FROM identity.relations WHERE holder_id = $1", dong.people.guardian
    )
    shows = {"relationId": node("Relation", tie["id"]), "scopes": ["CHECK_INS", "LOCATION"]}
    await (await dong.senior()).tell(SHARE, **shows)
    assert (await daughter.ask(FOR_FAMILY, **case))["position"]["lat"] == PARK["lat"]


async def test_without_her_yes_there_is_nothing_for_a_guardian_to_see(dong, cries):
    await cries()
    case, daughter = {"caseId": await _open_case()}, await dong.guardian()
    assert (await daughter.ask(FOR_FAMILY, **case))["__typename"] == "CareCaseNotFound"


async def test_nobody_else_asks_as_family_and_nobody_after_the_end(dong, yes, cries, taken, clock):
    await cries()
    worker, case = await taken()
    for other in (worker, await dong.desk(), await dong.stranger(), await dong.senior()):
        assert (await other.ask(FOR_FAMILY, **case))["__typename"] == "CareCaseNotFound"
    clock.advance(MINUTE)
    act = {"kind": "SPOKE_WITH_HER", "at": clock.now().isoformat()}
    await worker.tell(CLOSE, **case, act=act)
    daughter = await dong.guardian()
    assert (await daughter.ask(FOR_FAMILY, **case))["__typename"] == "CareCaseOver"


async def test_she_reads_who_was_told_where_she_was_and_is_told_herself(
    dong, yes, cries, taken, call, rescue
):
    await cries()
    worker, case = await taken()
    await worker.ask(SHEET, **case)
    await worker.tell(CONFIRM, **case)
    await call()
    she = await dong.senior()
    page = await she.ask(USES, subjectId=node("Person", dong.people.senior))
    seen = [(use["act"], use["by"], use["givenTo"]) for e in page["edges"] for use in [e["node"]]]
    assert seen == [
        ("PROVIDE", "오산톡: 119에 알림", None),
        ("PROVIDE", "정생활", "정생활"),
        ("COLLECT", "박복례", None),
    ]
    rows = await sql.fetch("SELECT topic FROM kernel.outbox WHERE topic LIKE 'consent.location%'")
    assert [row["topic"] for row in rows] == ["consent.location_provided"]


async def test_it_stands_in_her_copy_while_it_is_there(dong, yes, cries):
    await cries()
    sections = {each.name: each for each in await export_person(dong.people.senior)}
    (row,) = sections["care.case_positions"].rows
    assert row["position"] == "37.15241 127.06942 13"
