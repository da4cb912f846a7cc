"""What lies of a person in the object store goes with them, and comes in their copy."""

import io
from dataclasses import replace
from uuid import UUID

import pytest
import pyzipper

from domains.consent.public import Purpose, objects_under
from domains.kernel.subject_rights import AttachedFile, Section
from tests.stories.governance.documents import ERASE
from tests.stories.governance.test_a_copy_of_my_data import a_copy, open_page
from tests.stories.governance.test_erasing_a_person import deletion

PICTURE, NAME = b"what she looked like", "care-photos/1.jpg"


@pytest.fixture
async def file(desk, citizen) -> AttachedFile:
    stored = f"{objects_under(citizen, Purpose.CARE_CHECK_INS)}{desk.ids.new()}.jpg"
    locked, key = desk.workshop.lock.lock(PICTURE, about=stored)
    await desk.workshop.objects.put(stored, locked, content_type="application/octet-stream")
    return AttachedFile(NAME, stored, key)


async def test_it_comes_in_the_copy_opened(desk, citizen, file):
    gone = AttachedFile("care-photos/2.jpg", f"{file.stored}.gone", file.key)

    async def show(_: UUID) -> list[Section]:
        return [Section("care.case_acts", [{"photo": NAME}], [file, gone])]

    showing = replace(desk, workshop=replace(desk.workshop, exporters={"care": show}))
    _, _, copy = await a_copy(showing, citizen)
    await showing.build()
    taken = await open_page(showing, copy["link"], passphrase=copy["passphrase"])
    with pyzipper.AESZipFile(io.BytesIO(taken.content)) as opened:
        opened.setpassword(copy["passphrase"].encode())
        assert set(opened.namelist()) == {"osan-talk.json", "osan-talk.pdf", NAME}
        assert opened.read(NAME) == PICTURE


async def test_it_goes_with_an_erasure(desk, citizen, file):
    phone, case = await deletion(desk, citizen)
    await phone.tell(ERASE, caseId=case)
    await desk.sweep()
    assert await desk.workshop.objects.get(file.stored) is None


def test_a_file_opens_in_its_own_place_with_its_own_key_alone(desk):
    lock = desk.workshop.lock
    (one, key), (_, another) = (lock.lock(PICTURE, about=place) for place in ("a", "b"))
    assert lock.unlock(one, key, about="a") == PICTURE
    assert lock.unlock(one, key, about="b") is None
    assert lock.unlock(one, another, about="a") is None
    assert lock.unlock(bytes(reversed(one)), key, about="a") is None
