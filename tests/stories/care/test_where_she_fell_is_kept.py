"""Where she cried from: kept sealed, only with her yes, and no longer than her case or a day."""

from datetime import timedelta

import pytest

from api import jobs
from domains.care.cases.position import KEPT
from domains.care.public import cases, check_ins, export_person
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import sql
from infra.keys import open_keys
from tests.builders.care import ADDRESS
from tests.builders.keys_away import with_keys_away
from tests.stories.care.park import PARK, agrees, cries, kept, night, open_case, taken, yes
from tests.stories.house import node
from tests.stories.identity.documents import document

__all__ = ["agrees", "cries", "night", "taken", "yes"]

TAKE = document("acknowledge_care_case")
SHEET = document("care_visit_sheet")
CLOSE = document("close_care_case")
WITHDRAW = document("withdraw_consent")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


async def test_it_lies_sealed(yes, cries):
    await cries()
    (row,) = await kept()
    assert b"37.15" not in bytes(row["position"])


BROKEN = {
    "no latitude": {"lat": None},
    "off the Earth": {"lat": 91.0},
    "beyond the last meridian": {"lon": 181.0},
    "an accuracy wider than the Earth": {"accuracyMetres": 3e7},
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


@pytest.mark.parametrize(("ahead", "stays"), [(1 * MINUTE, 1), (3 * MINUTE, 0)])
async def test_her_clock_may_be_a_little_ahead_of_ours(yes, cries, ahead, stays):
    await cries(ago=-ahead)
    assert len(await kept()) == stays


async def test_while_nothing_can_be_sealed_she_is_heard_without_it(
    dong, yes, cries, night, settings
):
    she = await dong.senior()
    async with open_keys(with_keys_away(settings)):
        assert (await cries(by=she))["__typename"] == "SayHowIAmSuccess"
    assert (await night.worry.case()).kind is cases.ConcernKind.ASKED_FOR_HELP
    assert await kept() == []


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


def test_it_is_kept_as_long_as_her_consent_says():
    assert CATALOGUE[Purpose.CARE_LOCATION].retention == KEPT


async def test_after_a_day_it_is_shown_no_more_though_the_case_is_open(dong, yes, cries, clock):
    await cries()
    clock.advance(DAY - timedelta(hours=2))
    await cases.forget_positions(clock=clock)
    assert len(await kept()) == 1
    clock.advance(2 * HOUR)
    worker = await dong.worker()
    case = {"caseId": await open_case()}
    await worker.tell(TAKE, **case)
    assert (await worker.ask(SHEET, **case))["position"] is None, "no job has come by yet"
    await cases.forget_positions(clock=clock)
    assert await kept() == []


async def test_the_job_that_keeps_house_forgets_it(yes, cries, city, clock):
    await cries()
    clock.advance(DAY + MINUTE)
    await jobs.keep_house({"tools": city.tools})
    assert await kept() == []


async def test_it_stands_in_her_copy_while_it_is_there(dong, yes, cries):
    await cries()
    sections = {each.name: each for each in await export_person(dong.people.senior)}
    (row,) = sections["care.case_positions"].rows
    assert row["position"] == "37.15241 127.06942 13"
