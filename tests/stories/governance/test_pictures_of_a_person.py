"""What lies of a person in the object store goes with them, and comes in their copy."""

import io
from dataclasses import replace
from uuid import UUID

import pytest
import pyzipper

from domains.consent.public import Purpose, objects_under
from domains.kernel import personal
from domains.kernel.subject_rights import AttachedFile, Section
from tests.stories.governance.documents import ERASE
from tests.stories.governance.test_a_copy_of_my_data import a_copy, open_page
from tests.stories.governance.test_erasing_a_person import deletion

PICTURE, CONTEXT, NAME = b"what she looked like", "care.photo", "care-photos/1.jpg"


@pytest.fixture
async def key(desk, citizen) -> str:
    key = f"{objects_under(citizen, Purpose.CARE_CHECK_INS)}{desk.ids.new()}.jpg"
    sealed = await personal.seal_file(citizen, PICTURE, context=CONTEXT)
    await desk.workshop.objects.put(key, sealed, content_type="application/octet-stream")
    return key


async def test_it_comes_in_the_copy_opened(desk, citizen, key):
    async def show(_: UUID) -> list[Section]:
        gone = AttachedFile("care-photos/2.jpg", f"{key}.gone", CONTEXT)
        return [
            Section("care.case_acts", [{"photo": NAME}], [AttachedFile(NAME, key, CONTEXT), gone])
        ]

    showing = replace(desk, workshop=replace(desk.workshop, exporters={"care": show}))
    _, _, copy = await a_copy(showing, citizen)
    await showing.build()
    taken = await open_page(showing, copy["link"], passphrase=copy["passphrase"])
    with pyzipper.AESZipFile(io.BytesIO(taken.content)) as opened:
        opened.setpassword(copy["passphrase"].encode())
        assert set(opened.namelist()) == {"osan-talk.json", "osan-talk.pdf", NAME}
        assert opened.read(NAME) == PICTURE


async def test_it_goes_with_an_erasure(desk, citizen, key):
    phone, case = await deletion(desk, citizen)
    await phone.tell(ERASE, caseId=case)
    await desk.sweep()
    assert await desk.workshop.objects.get(key) is None
