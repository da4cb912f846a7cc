"""What she, her daughter, her worker and her centre see of one and the same day."""

from datetime import timedelta

import pytest

from domains.care.models import CaseAct
from domains.care.public import cases
from tests.care.cases.worry import Worry
from tests.care.views.test_scripts_ask_rightly import documents
from tests.stories.care.documents import DEPTH
from tests.stories.house import node
from tests.stories.identity.documents import document

ACT = documents("steps.js")["ACT"]
HOME, TODAY, WEEK = document("senior_home"), document("senior_today"), document("senior_week")


@pytest.fixture
def worry(dong, clock, ids) -> Worry:
    return Worry(dong.people, clock, ids)


@pytest.fixture
def her(dong) -> str:
    return node("Person", dong.people.senior)


async def test_her_screen_has_one_sentence_and_one_button_each_to_be_spoken(dong):
    home = await (await dong.senior()).ask(HOME)
    assert (home["state"], home["action"]) == ("NO_PLAN", "FINE")
    assert home["label"] == {"text": "괜찮아요", "spoken": "괜찮아요"}
    assert "119" in home["offline"]["text"]
    assert "일일구" in home["offline"]["spoken"], "said as one says it"


async def test_somebody_who_is_not_cared_for_has_no_such_screen(dong):
    assert await (await dong.stranger()).ask(HOME) is None


async def test_while_people_are_asked_she_can_still_say_that_she_is_fine(dong, worry):
    await worry.about(cases.ConcernKind.INACTIVITY)
    home = await (await dong.senior()).ask(HOME)
    assert (home["state"], home["action"]) == ("PEOPLE_ASKED", "FINE")
    await worry.about(cases.ConcernKind.SOS)
    home = await (await dong.senior()).ask(HOME)
    assert (home["state"], home["action"]) == ("URGENT", "CALL_ME")


async def test_her_daughter_sees_a_word_and_a_colour_and_no_reason(dong, worry, her):
    await worry.about(cases.ConcernKind.INACTIVITY)
    seen = await (await dong.guardian()).ask(TODAY, seniorId=her)
    assert (seen["word"], seen["colour"], seen["said"]["text"]) == ("WORRY", "AMBER", "확인 중")
    assert (seen["youSee"], seen["reasons"], seen["lastSignAt"]) == ("STATE", None, None)


async def test_reasons_are_seen_once_she_wants_it_and_signs_only_with_sensors(dong, worry, her):
    await worry.about(cases.ConcernKind.INACTIVITY)
    she, daughter = await dong.senior(), await dong.guardian()
    chosen = {"receiver": "GUARDIAN", "guardianId": node("Person", dong.people.guardian)}
    await she.tell(DEPTH, **chosen, depth="REASONS")
    seen = await daughter.ask(TODAY, seniorId=her)
    assert (seen["reasons"]["kind"], seen["reasons"]["level"]) == ("INACTIVITY", 1)
    (*_, today) = await daughter.ask(WEEK, seniorId=her)
    assert (today["kinds"], today["signs"]) == (["INACTIVITY"], None)
    await she.tell(DEPTH, **chosen, depth="STATE")
    assert (await daughter.ask(TODAY, seniorId=her))["reasons"] is None
    (*_, today) = await daughter.ask(WEEK, seniorId=her)
    assert (today["kinds"], today["cases"], today["word"]) == ([], 1, "LOOKED_AFTER")


async def test_a_week_is_seven_days_and_a_false_alarm_is_none(dong, worry, her, clock, ids):
    await worry.about(cases.ConcernKind.INACTIVITY)
    case = await worry.case()
    await cases.mark_false_alarm(
        dong.people.as_worker,
        case_id=case.id,
        reason=cases.FalseAlarm.WAS_OUT,
        clock=clock,
        ids=ids,
    )
    clock.advance(timedelta(days=1))
    week = await (await dong.guardian()).ask(WEEK, seniorId=her)
    assert len(week) == 7
    assert week[-2]["cases"] == week[-1]["cases"] == 0


async def test_nobody_else_sees_anything(dong, her):
    for stranger in (await dong.stranger(), dong.neighbourhood.house.nobodys_phone()):
        if stranger.token is None:
            assert await stranger.refused(TODAY, seniorId=her) == "UNAUTHENTICATED"
        else:
            assert await stranger.ask(TODAY, seniorId=her) is None
            assert await stranger.ask(WEEK, seniorId=her) is None


async def test_a_form_that_is_sent_twice_from_a_cellar_gets_the_first_answer(dong, worry, ids):
    await worry.about(cases.ConcernKind.INACTIVITY)
    case = await worry.case()
    worker, request = await dong.worker(), ids.new()
    act = {"kind": "VISITED", "at": case.opened_at.isoformat(), "note": "만나 뵈었습니다"}
    said = {"caseId": node("CareCase", case.id), "act": act}
    first = await worker.tell(ACT, request, **said)
    assert await worker.tell(ACT, request, **said) == first
    assert first["__typename"] == "RecordCareActSuccess"
    assert await CaseAct.all().count() == 1
