"""What somebody tries who has a link, or half of one, and no passphrase."""

import pytest

from domains.governance.models import Export
from tests.stories.governance.documents import ERASE, EXPORT, OPEN
from tests.stories.house import node


async def a_link(desk, person):
    phone = await desk.phone(person)
    case = await phone.tell(OPEN, subjectId=node("Person", person), kind="ACCESS")
    copy = await phone.tell(EXPORT, caseId=case["caseId"])
    await desk.build()
    return copy


@pytest.mark.parametrize(
    "trick",
    [
        ("until=", "until=-"),
        ("until=", "until=9"),
        ("until=", "until=٣"),
        ("until=", "until=1e9&x="),
        ("signature=", "signature=%ED%A0%80"),
        ("signature=", "signature=&signature="),
        ("person=", "person=00000000-0000-0000-0000-000000000000&x="),
        ("/exports/", "/exports/..%2f..%2f"),
        ("/exports/", "/exports/%00"),
    ],
)
async def test_a_link_that_was_bent_opens_no_form_and_breaks_nothing(desk, citizen, trick):
    copy = await a_link(desk, citizen)
    bent = copy["link"].replace(*trick)
    if trick[1].endswith("&signature="):
        bent = copy["link"] + "x"
    for answer in (
        await desk.house.http.get(bent),
        await desk.house.http.post(bent, data={"passphrase": copy["passphrase"]}),
    ):
        assert answer.status_code in (404, 410)
        assert 'name="passphrase"' not in answer.text
    assert (await Export.get()).fetches == 0


async def test_one_persons_signature_opens_nobody_elses_copy(desk, citizen, town):
    mine, other = await a_link(desk, citizen), await a_link(desk, await town.person("남"))
    path, _ = other["link"].split("?")
    swapped = path + "?" + mine["link"].split("?")[1]
    form = {"passphrase": other["passphrase"]}
    assert (await desk.house.http.post(swapped, data=form)).status_code == 410


async def test_a_copy_is_kept_by_no_cache_and_comes_whole_or_not_at_all(desk, citizen):
    copy = await a_link(desk, citizen)
    seen = await desk.house.http.head(copy["link"])
    assert seen.status_code == 200
    assert seen.content == b""
    taken = await desk.house.http.post(
        copy["link"], data={"passphrase": copy["passphrase"]}, headers={"range": "bytes=0-9"}
    )
    assert taken.status_code == 200
    assert taken.content.startswith(b"PK")
    for answer in (seen, taken):
        assert answer.headers["cache-control"] == "no-store"


async def test_a_link_dies_with_its_person_before_any_job_runs(desk, citizen):
    copy = await a_link(desk, citizen)
    phone = await desk.phone(citizen)
    case = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="DELETION")
    await phone.tell(ERASE, caseId=case["caseId"])
    form = {"passphrase": copy["passphrase"]}
    assert (await desk.house.http.post(copy["link"], data=form)).status_code == 410
