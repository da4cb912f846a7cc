"""Who was erased cannot sign in: a code on paper tells that it is done, and what the law keeps."""

from datetime import timedelta

import pytest

from domains.governance.models import Case
from domains.kernel import sql
from domains.kernel.text import Locale
from tests.stories.governance.documents import ERASE, OPEN, RECEIPT, WITHDRAW
from tests.stories.house import everything, node

PAGE = "/governance/receipts"


async def asked_for(desk, person):
    """A deletion that is opened, and its code."""
    phone = await desk.phone(person)
    case = await phone.tell(OPEN, subjectId=node("Person", person), kind="DELETION")
    receipt = await phone.tell(RECEIPT, caseId=case["caseId"])
    return phone, case["caseId"], receipt


async def looked_up(desk, code, language="ko"):
    return await desk.house.http.post(
        PAGE, data={"code": code}, headers={"accept-language": language}
    )


async def finished(desk):
    await sql.execute("UPDATE kernel.outbox SET done_at = $1", desk.clock.now())
    await desk.sweep()


async def test_the_erased_learn_that_it_is_done_and_what_the_law_keeps(desk, citizen):
    phone, case, receipt = await asked_for(desk, citizen)
    answer = await phone.tell(ERASE, caseId=case)
    assert "남은 사본을 지우고 있습니다" in (await looked_up(desk, receipt["code"])).text
    await finished(desk)
    shown = await looked_up(desk, receipt["code"])
    assert shown.status_code == 200
    assert "정보를 모두 파기했습니다" in shown.text
    assert [one["law"] for one in answer["kept"] if one["law"] not in shown.text] == []
    assert str(citizen) not in shown.text
    assert "카나리아" not in shown.text
    assert shown.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("language", Locale)
async def test_in_each_language_and_however_it_is_typed(desk, citizen, language):
    phone, case, receipt = await asked_for(desk, citizen)
    await phone.tell(ERASE, caseId=case)
    await finished(desk)
    typed = receipt["code"].lower().replace("-", " ")
    shown = await looked_up(desk, typed, language)
    assert shown.status_code == 200
    assert f'lang="{language}"' in shown.text
    assert "receipt." not in shown.text


async def test_only_a_hash_of_it_is_stored_anywhere(desk, citizen):
    _, _, receipt = await asked_for(desk, citizen)
    said = {receipt["code"], receipt["code"].replace("-", "")}
    rows = await sql.fetch("SELECT t::text AS row FROM governance.cases t")
    rows += await sql.fetch("SELECT t::text AS row FROM kernel.answers t")
    assert [row for row in rows for code in said if code in row["row"]] == []
    assert len((await Case.get()).receipt) == 64


async def test_before_the_answer_it_says_by_which_day(desk, citizen):
    _, _, receipt = await asked_for(desk, citizen)
    due = (await Case.get()).last_day.isoformat()
    shown = await looked_up(desk, receipt["code"])
    assert f"<time>{due}</time>" in shown.text, "no line ends within a date"


async def test_it_ends_ninety_days_after_the_answer(desk, citizen):
    phone, case, receipt = await asked_for(desk, citizen)
    await phone.tell(ERASE, caseId=case)
    await finished(desk)
    desk.clock.advance(timedelta(days=90) - timedelta(seconds=1))
    assert (await looked_up(desk, receipt["code"])).status_code == 200
    desk.clock.advance(timedelta(seconds=1))
    assert (await looked_up(desk, receipt["code"])).status_code == 404


async def test_a_request_taken_back_has_no_receipt(desk, citizen):
    phone, case, receipt = await asked_for(desk, citizen)
    await phone.tell(WITHDRAW, caseId=case)
    assert (await looked_up(desk, receipt["code"])).status_code == 404
    assert (await phone.tell(RECEIPT, caseId=case))["state"] == "WITHDRAWN"


async def test_who_lost_the_paper_gets_a_new_code_and_the_old_one_ends(desk, citizen):
    phone, case, lost = await asked_for(desk, citizen)
    new = await phone.tell(RECEIPT, caseId=case)
    assert (await looked_up(desk, lost["code"])).status_code == 404
    assert (await looked_up(desk, new["code"])).status_code == 200


async def test_a_stranger_gets_no_code(desk, citizen, town):
    _, case, receipt = await asked_for(desk, citizen)
    stranger = await desk.phone(await town.person("남"))
    before = await everything()
    assert await stranger.tell(RECEIPT, caseId=case) == {"__typename": "RightsCaseNotYours"}
    assert await everything() == before
    assert (await looked_up(desk, receipt["code"])).status_code == 200


async def test_other_rights_have_none(desk, citizen):
    phone = await desk.phone(citizen)
    case = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="ACCESS")
    answer = await phone.tell(RECEIPT, caseId=case["caseId"])
    assert answer["__typename"] == "RightsStepNotPossible"


async def test_guesses_show_nothing_and_soon_have_to_wait(desk, citizen):
    await asked_for(desk, citizen)
    answers = [await looked_up(desk, f"AAAAA-{n:05}") for n in range(110)]
    assert {answer.status_code for answer in answers} == {404, 429}
    assert "retry-after" in answers[-1].headers


async def test_the_page_asks_for_the_code(desk):
    shown = await desk.house.http.get(PAGE)
    assert shown.status_code == 200
    assert 'name="code"' in shown.text
