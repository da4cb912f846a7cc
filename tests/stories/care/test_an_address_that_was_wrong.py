"""Somebody typed 12 for 21. Nobody moved: her sensors hang where they hung."""

import pytest

from domains.care import public as care
from domains.care.models import Residence, Watch
from domains.care.public import homes
from domains.kernel import sql
from tests.builders.homes import CITY
from tests.builders.street import Street
from tests.care.judgement.metronome import Metronome
from tests.stories.care.documents import CORRECT
from tests.stories.house import everything, node

RIGHT = "오산시 대원동 복숭아로 21"


@pytest.fixture
async def street(dong, clock, ids):
    street = await Street.build(clock, ids, model=Metronome(suspicious_h=3.0, grave_h=30.0))
    await street.flat(dong.people.senior)
    await street.live(hours=3, about=street.flats)
    return street


def corrected(dong, address=RIGHT):
    return {"seniorId": node("Person", dong.people.senior), "address": address}


async def test_who_goes_there_finds_her(dong, clock, ids):
    people = dong.people
    for phone in (await dong.senior(), await dong.desk()):
        told = await phone.tell(CORRECT, **corrected(dong))
        assert told == {
            "__typename": "CorrectCareAddressSuccess",
            "seniorId": node("Person", people.senior),
        }
    opened = await care.open_for_hand_over(people.as_worker, people.senior, clock=clock, ids=ids)
    assert opened.address == RIGHT
    assert opened.key_box_note is not None, "the key box hangs where it hung"
    assert await Residence.filter(senior_id=people.senior).count() == 1
    traced = await sql.fetch(
        "SELECT actor_id FROM kernel.audit WHERE action = 'care.residence.correct' ORDER BY id"
    )
    assert [row["actor_id"] for row in traced] == [people.senior, people.desk]


async def test_her_home_stays_hers(dong, street, clock, ids):
    (flat,) = street.flats
    hers = Watch.filter(home_id=flat.home_id).values_list("since", "memory", "cursor")
    known = await hers
    await (await dong.desk()).tell(CORRECT, **corrected(dong))
    assert await street.door.take([flat.motion.says("motion")]) == [homes.Verdict.TAKEN]
    assert len(await homes.broker_credentials(CITY)) == 4
    assert await hers == known


async def test_nobody_else_says_where_she_lives(dong):
    others = (await dong.stranger(), await dong.guardian(), await dong.worker())
    senior = await dong.senior()
    before = await everything()
    for phone in others:
        refused = await phone.tell(CORRECT, **corrected(dong))
        assert refused["__typename"] == "CareNotFound"
    for nothing in ("", " ", "가" * 201):
        assert await senior.refused_telling(CORRECT, **corrected(dong, nothing)) == "BAD_USER_INPUT"
    assert await everything() == before
