"""A citizen asks what is held of them, and takes it home locked."""

import io
import json
from datetime import timedelta

import pyzipper

from domains.governance.models import Export
from domains.governance.vocabulary import ExportState
from tests.stories.governance.documents import CASE, EXPORT, OPEN
from tests.stories.house import node


async def a_copy(desk, citizen):
    phone = await desk.phone(citizen)
    case = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="ACCESS")
    assert case["state"] == "IN_PROGRESS"
    return phone, case, await phone.tell(EXPORT, caseId=case["caseId"])


async def open_page(desk, link, **form):
    http = desk.house.http
    return await http.post(link, data=form) if form else await http.get(link)


async def test_the_copy_is_made_by_a_job_and_opens_with_the_passphrase_shown_once(desk, citizen):
    phone, case, copy = await a_copy(desk, citizen)
    waiting = await open_page(desk, copy["link"])
    assert waiting.status_code == 200
    assert "passphrase" not in waiting.text

    assert await desk.build() == 1
    shown = await phone.ask(CASE, id=case["caseId"])
    assert shown["case"]["state"] == "ANSWERED"
    assert shown["exports"][0]["state"] == "READY"
    assert shown["exports"][0]["sectionsDone"] == shown["exports"][0]["sectionsTotal"] > 0
    assert await desk.told("governance.export_ready") == 1

    page = await open_page(desk, copy["link"])
    assert 'name="passphrase"' in page.text
    taken = await open_page(desk, copy["link"], passphrase=copy["passphrase"].lower())
    assert taken.status_code == 200
    with pyzipper.AESZipFile(io.BytesIO(taken.content)) as opened:
        opened.setpassword(copy["passphrase"].encode())
        said = json.loads(opened.read("osan-talk.json"))
        assert opened.read("osan-talk.pdf").startswith(b"%PDF-")
    assert said["sections"]["identity.person"][0]["name"] == "이카나리아"
    gathered = {name.split(".")[0] for name in said["sections"]}
    assert gathered == {
        "identity",
        "consent",
        "commute",
        "care",
        "notifications",
        "governance",
        "kernel",
    }


async def test_neither_the_database_nor_the_store_can_open_it(desk, citizen):
    _, _, copy = await a_copy(desk, citizen)
    await desk.build()
    row = await Export.get()
    (key,) = await desk.workshop.objects.list(f"exports/{row.id}")
    lying = await desk.workshop.objects.get(key)
    assert "이카나리아".encode() not in lying
    assert copy["passphrase"].encode() not in row.salt + row.public_key + lying


async def test_a_wrong_passphrase_opens_nothing_and_guesses_are_counted(desk, citizen):
    _, _, copy = await a_copy(desk, citizen)
    await desk.build()
    answers = [
        (await open_page(desk, copy["link"], passphrase="AAAAA-" * 5)).status_code for _ in range(8)
    ]
    assert answers[0] == 403
    assert answers[-1] == 429
    assert (await Export.get()).fetches == 0
    desk.clock.advance(timedelta(hours=1))
    right = await open_page(desk, copy["link"], passphrase=copy["passphrase"])
    assert right.status_code == 200


async def test_a_link_that_was_changed_or_is_over_shows_a_clear_page(desk, citizen):
    _, _, copy = await a_copy(desk, citizen)
    await desk.build()
    other = copy["link"].replace(f"person={citizen}", f"person={desk.ids.new()}")
    cut = copy["link"].split("&signature")[0]
    assert (await open_page(desk, other)).status_code == 410
    assert (await open_page(desk, cut)).status_code == 404
    desk.clock.advance(timedelta(days=7))
    over = await open_page(desk, copy["link"], passphrase=copy["passphrase"])
    assert over.status_code == 410
    assert "내려받을 수 없습니다" in over.text


async def test_the_copy_is_destroyed_when_its_link_ends_and_the_log_stays_three_years(
    desk, citizen
):
    await a_copy(desk, citizen)
    await desk.build()
    row = await Export.get()
    desk.clock.advance(timedelta(days=7))
    await desk.sweep()
    await desk.sweep()
    assert await desk.workshop.objects.list(f"exports/{row.id}") == []
    gone = await Export.get()
    assert gone.state is ExportState.DESTROYED
    assert gone.destroyed_at == desk.clock.now()


async def test_a_lost_passphrase_costs_a_new_copy_and_ends_the_old_link(desk, citizen):
    phone, case, first = await a_copy(desk, citizen)
    await desk.build()
    second = await phone.tell(EXPORT, caseId=case["caseId"])
    assert second["passphrase"] != first["passphrase"]
    assert (await open_page(desk, first["link"])).status_code == 410


async def test_nobody_else_asks_for_my_copy(desk, citizen, town):
    _, case, _ = await a_copy(desk, citizen)
    stranger = await desk.phone(await town.person("남"))
    answer = await stranger.tell(EXPORT, caseId=case["caseId"])
    assert answer == {"__typename": "RightsCaseNotYours"}
    assert await Export.all().count() == 1


async def test_a_stale_sign_in_asks_for_no_copy(desk, citizen):
    _, case, _ = await a_copy(desk, citizen)
    stale = await desk.stale_phone(citizen)
    refused = await stale.refused_telling(EXPORT, caseId=case["caseId"])
    assert refused in {"STEP_UP_REQUIRED", "UNAUTHENTICATED"}
