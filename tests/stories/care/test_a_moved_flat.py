"""She moves to another dong: other care workers, another centre; what was stays on record."""

import pytest

from domains.care import public as care
from domains.care.models import Residence
from domains.identity.roles import UnitKind
from domains.kernel.actor import Role
from domains.kernel.models import OutboxRow
from tests.builders.care import official, unit
from tests.builders.families import REGISTRY
from tests.stories.care.documents import HERS, MOVE
from tests.stories.house import everything, node


@pytest.fixture
async def far(dong):
    """Sema-dong, its centre and its care worker."""
    town = dong.town
    there = await unit(town, UnitKind.DONG, "세마동")
    centre = await unit(town, UnitKind.CENTRE, "세마동 행복복지센터")
    worker = await official(town, "한생활", Role.CARE_WORKER, there)
    await care.people.serve_dong(
        REGISTRY, dong_id=there, centre_id=centre, clock=town.clock, ids=town.ids
    )
    return there, centre, worker


def moving(dong, there):
    return {
        "seniorId": node("Person", dong.people.senior),
        "dongId": node("Unit", there),
        "address": "오산시 세마동 매화로 3",
    }


async def test_the_new_dong_looks_after_her_and_the_old_one_no_more(dong, far, clock, ids):
    there, centre, worker = far
    people, her = dong.people, {"seniorId": node("Person", dong.people.senior)}
    moved = await (await dong.desk()).tell(MOVE, **moving(dong, there))
    assert (moved["dongId"], moved["centreId"]) == (node("Unit", there), node("Unit", centre))
    plan = await people.plan()
    assert (plan.dong_id, plan.centre_id) == (there, centre)
    assert [contact.person_id for contact in plan.contacts] == [people.guardian], "hers stay hers"
    theirs = await dong.neighbourhood.phone(worker, Role.CARE_WORKER)
    assert (await theirs.ask(HERS, **her))["dong"] == "세마동"
    for old in (await dong.worker(), await dong.desk()):
        assert await old.ask(HERS, **her) is None
    opened = await care.open_for_hand_over(people.as_worker, people.senior, clock=clock, ids=ids)
    assert (opened.address, opened.key_box_note) == ("오산시 세마동 매화로 3", None)
    assert await OutboxRow.filter(topic="care.senior_moved").count() == 1


async def test_where_she_lived_stays_on_record_without_its_key(dong, far):
    people = dong.people
    await (await dong.senior()).tell(MOVE, **moving(dong, far[0]))
    old, new = await Residence.filter(senior_id=people.senior).order_by("since", "id")
    assert (old.until, old.key_box_note, new.until) == (new.since, None, None)
    (section,) = [
        section
        for section in await care.export_person(people.senior)
        if section.name == "care.residences"
    ]
    assert [row["address"][:7] for row in section.rows] == ["오산시 대원동", "오산시 세마동"]


async def test_a_dong_that_nobody_serves_and_people_who_are_nothing_to_her(dong, far):
    nowhere = await unit(dong.town, UnitKind.DONG, "섬")
    senior = await dong.senior()
    others = (await dong.stranger(), await dong.guardian(), await dong.worker())
    before = await everything()
    assert (await senior.tell(MOVE, **moving(dong, nowhere)))["__typename"] == "DongNotServed"
    for phone in others:
        refused = await phone.tell(MOVE, **moving(dong, far[0]))
        assert refused["__typename"] == "CareNotFound"
    assert await everything() == before
