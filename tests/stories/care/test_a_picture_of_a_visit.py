"""A care worker adds a picture of her visit: pixels alone are kept, shown only as she lets see."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
from PIL import Image

from domains.care import public as care
from domains.care.models import CaseAct
from domains.consent.public import Purpose, objects_under
from domains.identity.public import roles
from infra.object_store import FileObjects
from infra.object_store.subject_objects import SubjectObjects
from infra.pictures import LARGEST
from tests.builders.care import far_dong, move_to
from tests.builders.families import REGISTRY
from tests.care.cases.worry import Worry
from tests.stories.care.documents import DEPTH, LEAVE
from tests.stories.house import Phone, everything, node
from tests.stories.identity.documents import document

ACT, CASE = document("record_care_act"), document("care_case")
CLOSE = document("close_care_case")
PLACE = "37.1498N 127.0772E"


def photograph(side: int = 64) -> bytes:
    """As a phone takes it: with the place and the maker beside the picture."""
    exif = Image.Exif()
    exif[0x010F], exif[0x010E] = "Samsung", PLACE
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (side, side * 2), "teal").save(out, "JPEG", exif=exif, comment=PLACE)
    return out.getvalue()


async def send(phone: Phone, path: str, body: bytes) -> int:
    answer = await phone.house.http.post(path, content=body, headers=bearer(phone))
    return answer.status_code


def bearer(phone: Phone) -> dict[str, str]:
    return {} if phone.token is None else {"authorization": f"Bearer {phone.token}"}


@pytest.fixture
def store(settings) -> FileObjects:
    return FileObjects(settings.objects.folder)


@pytest.fixture
async def visit(dong, clock, ids) -> "Visit":
    worry = Worry(dong.people, clock, ids)
    await worry.about(care.cases.ConcernKind.INACTIVITY)
    case = node("CareCase", (await worry.case()).id)
    worker = await dong.worker()
    act = {"kind": "VISITED", "at": clock.now().isoformat()}
    said = await worker.tell(ACT, caseId=case, act=act)
    return Visit(dong, worker, case, said["photoPath"])


@pytest.fixture
def moves(visit, dong, clock):
    """She moves to a dong of another centre, some minutes after that visit."""

    async def moves() -> None:
        clock.advance(timedelta(minutes=2))
        await move_to(dong.people, (await far_dong(dong.town)).dong)

    return moves


class Visit:
    """An act that stands, and where its picture goes."""

    def __init__(self, dong, worker: Phone, case: str, path: str) -> None:
        self.dong, self.worker, self.case, self.path = dong, worker, case, path

    @property
    def senior(self) -> UUID:
        return self.dong.people.senior

    async def picture_for(self, phone: Phone) -> bytes | None:
        answer = await self.worker.house.http.get(self.path, headers=bearer(phone))
        return answer.content if answer.status_code == 200 else None


async def test_only_what_one_sees_is_left_of_it(visit, store):
    assert await send(visit.worker, visit.path, photograph(side=2000)) == 204
    picture = await visit.picture_for(visit.worker)
    with Image.open(io.BytesIO(picture)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (800, 1600))
        assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"37.1498" not in picture
    assert b"Samsung" not in picture
    (key,) = await store.list(objects_under(visit.senior, Purpose.CARE_CHECK_INS))
    lies = await store.get(key)
    assert picture[:64] not in lies, "locked under a key that is sealed for her"


async def test_sent_again_the_first_one_stays(visit):
    assert await send(visit.worker, visit.path, photograph()) == 204
    first = await visit.picture_for(visit.worker)
    assert await send(visit.worker, visit.path, photograph(side=200)) == 204
    assert await visit.picture_for(visit.worker) == first


async def test_the_act_that_closes_a_case_has_its_picture_too(visit, clock):
    act = {"kind": "SPOKE_WITH_HER", "at": clock.now().isoformat()}
    closed = await visit.worker.tell(CLOSE, caseId=visit.case, act=act)
    assert await send(visit.worker, closed["photoPath"], photograph()) == 204
    acts = (await visit.worker.ask(CASE, caseId=visit.case))["acts"]
    assert [each["photoPath"] for each in acts] == [None, closed["photoPath"]]


async def test_whom_she_lets_see_reasons_sees_it_and_nobody_else(visit, dong):
    await send(visit.worker, visit.path, photograph())
    she, daughter, stranger = await dong.senior(), await dong.guardian(), await dong.stranger()
    assert await visit.picture_for(she) is not None
    for nobody in (daughter, stranger, dong.neighbourhood.house.nobodys_phone()):
        assert await visit.picture_for(nobody) is None
    (act,) = (await daughter.ask(CASE, caseId=visit.case))["acts"]
    assert act["photoPath"] is None
    guardian = node("Person", dong.people.guardian)
    await she.tell(DEPTH, receiver="GUARDIAN", guardianId=guardian, depth="REASONS")
    (act,) = (await daughter.ask(CASE, caseId=visit.case))["acts"]
    assert act["photoPath"] == visit.path
    assert await visit.picture_for(daughter) is not None


async def test_only_who_did_it_adds_one(visit, dong):
    others = (await dong.senior(), await dong.guardian(), await dong.stand_in())
    before = await everything()
    for other in others:
        assert await send(other, visit.path, photograph()) == 404
    nobody = dong.neighbourhood.house.nobodys_phone()
    assert await send(nobody, visit.path, photograph()) == 401
    assert await everything() == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 415),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        (b"GIF89a" + bytes(40), 415),
        (photograph()[:300], 415),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), 415),
        (bytes(LARGEST + 1), 413),
    ],
)
async def test_what_is_no_picture_is_not_kept(visit, body, status, store):
    assert await send(visit.worker, visit.path, body) == status
    assert (await CaseAct.get()).photo is None
    assert await store.list("subjects") == []


async def test_of_the_flat_that_she_has_left_since_it_is_kept_too(visit, moves, clock):
    await moves()
    clock.advance(timedelta(minutes=2))
    at = (clock.now() - timedelta(minutes=3)).isoformat()
    said = await visit.worker.tell(ACT, caseId=visit.case, act={"kind": "VISITED", "at": at})
    for path in (visit.path, said["photoPath"]):
        assert await send(visit.worker, path, photograph()) == 204
    assert [act.photo is not None for act in await CaseAct.all()] == [True, True]


async def test_but_not_once_their_office_has_ended(visit, dong, moves, store, clock, ids):
    await moves()
    (office,) = await roles.offices_held(dong.people.worker, at=clock.now())
    await roles.end_role(actor=REGISTRY, grant_id=office.grant_id, clock=clock, ids=ids)
    clock.advance(timedelta(seconds=1))
    assert await send(await dong.phone(dong.people.worker), visit.path, photograph()) == 404
    assert await store.list("subjects") == []


async def test_it_goes_with_her_leaving_and_the_store_proves_it(visit, dong, store, clock):
    await send(visit.worker, visit.path, photograph())
    left_at = clock.now()
    await (await dong.senior()).tell(LEAVE, locale="KO")
    assert await visit.picture_for(visit.worker) is None
    proof = await SubjectObjects(store).erase(
        subject_id=visit.senior, purpose=Purpose.CARE_CHECK_INS, before=left_at
    )
    assert [each.rows for each in proof.erased] == [1]
    assert await store.list("subjects") == []


async def test_what_arrives_after_she_has_left_is_not_kept(visit, dong, store):
    await (await dong.senior()).tell(LEAVE, locale="KO")
    assert await send(visit.worker, visit.path, photograph()) == 404
    assert await store.list("subjects") == []


async def test_a_copy_of_her_data_names_it(visit):
    await send(visit.worker, visit.path, photograph())
    sections = {each.name: each for each in await care.export_person(visit.senior)}
    (row,), (file,) = sections["care.case_acts"].rows, sections["care.case_acts"].files
    assert row["photo"] == file.name
    assert file.stored == (await CaseAct.get()).photo
    assert "photo_key" not in row
