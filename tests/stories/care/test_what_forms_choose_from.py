"""Whoever fills in a form about care chooses from names, and knows no id by heart."""

from domains.identity.roles import UnitKind
from domains.kernel.actor import Role
from tests.builders.care import official, unit
from tests.stories.care.documents import CENTRES, DONGS, MOVE, ROTA, SHIFT, WORKERS
from tests.stories.house import node


async def test_she_moves_to_a_dong_that_she_finds_on_the_list(dong):
    people = dong.people
    await unit(dong.town, UnitKind.DONG, "섬")
    senior = await dong.senior()
    listed = await senior.ask(DONGS)
    assert [(one["name"], one["centre"] and one["centre"]["id"]) for one in listed] == [
        ("대원동", node("Unit", people.centre)),
        ("섬", None),
    ]
    moved = await senior.tell(
        MOVE, seniorId=node("Person", people.senior), dongId=listed[0]["id"], address="매화로 3"
    )
    assert moved["__typename"] == "MoveSeniorSuccess"
    assert await dong.neighbourhood.house.nobodys_phone().refused(DONGS) == "UNAUTHENTICATED"


async def test_an_officer_finds_the_centres(dong, neighbourhood):
    officer = await neighbourhood.phone(
        await official(dong.town, "공담당", Role.OFFICER, None), Role.OFFICER
    )
    assert [one["id"] for one in await officer.ask(CENTRES)] == [node("Unit", dong.people.centre)]
    assert await (await dong.senior()).refused(CENTRES) == "FORBIDDEN"


async def test_a_centre_makes_its_first_rota_of_names(dong, neighbourhood):
    people = dong.people
    far = await unit(dong.town, UnitKind.DONG, "세마동")
    elsewhere = await official(dong.town, "한생활", Role.CARE_WORKER, far)
    desk, here = await dong.desk(), node("Unit", people.dong)
    listed = await desk.ask(WORKERS, dongId=here)
    of_dong = {one["id"]: one["isOfDong"] for one in listed}
    assert of_dong[node("Person", people.worker)] is True
    assert of_dong[node("Person", elsewhere)] is False
    assert [one["isOfDong"] for one in listed] == sorted(of_dong.values(), reverse=True)
    entered = await desk.tell(
        SHIFT,
        dongId=here,
        workerId=listed[0]["id"],
        standInId=listed[-1]["id"],
        day="MONDAY",
        opens="09:00",
        closes="18:00",
        firstDay="2026-03-01",
    )
    assert entered["__typename"] != "NoCareWorker"
    assert "한생활" in {shift["standIn"] for shift in (await desk.ask(ROTA, dongId=here))["shifts"]}


async def test_nobody_else_reads_who_works_where(dong, neighbourhood):
    here = node("Unit", dong.people.dong)
    far = await unit(dong.town, UnitKind.CENTRE, "남촌동 행복복지센터")
    other = await neighbourhood.phone(
        await official(dong.town, "먼상담", Role.CENTRE_STAFF, far), Role.CENTRE_STAFF
    )
    for phone in (other, await dong.senior(), await dong.guardian()):
        assert await phone.refused(WORKERS, dongId=here) == "FORBIDDEN"
