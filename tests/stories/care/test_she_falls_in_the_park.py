"""She agreed to be found, falls in the park and cries for help: those who set out see where."""

from datetime import timedelta

import pytest

from domains.care.public import check_ins
from domains.kernel import sql
from domains.kernel.clock import SEOUL
from infra.keys import open_keys
from tests.builders.care import ADDRESS
from tests.builders.keys_away import with_keys_away
from tests.care.cases.conftest import call, rescue
from tests.stories.care.park import BENCH, PARK, agrees, cries, kept, night, taken, told, yes
from tests.stories.house import node
from tests.stories.identity.documents import document

__all__ = ["agrees", "call", "cries", "night", "rescue", "taken", "yes"]

ANSWER = document("answer_check_in")
SHEET = document("care_visit_sheet")
CONFIRM = document("confirm_care_hand_over")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


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


async def collected() -> int:
    return len(await sql.fetch("SELECT FROM consent.location_uses WHERE act = 'collect'"))


async def test_what_is_not_kept_was_not_collected(dong, yes, cries, clock, ids):
    """The same press again, an older place, a question that is nobody's."""
    request = ids.new()
    await cries(request=request)
    assert await collected() == 1
    await cries(BENCH, request=request)
    await cries(BENCH, ago=HOUR)
    nobodys = node("CareCheckIn", ids.new())
    said = await (await dong.senior()).tell(
        ANSWER, checkInId=nobodys, answer="HELP", position={**PARK, "at": clock.now().isoformat()}
    )
    assert said["__typename"] != "AnswerCheckInSuccess"
    assert await collected() == 1
