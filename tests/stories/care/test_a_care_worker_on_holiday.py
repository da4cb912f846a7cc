"""A care worker goes on holiday: the rota knows who stands in, and says so when nobody does."""

from datetime import timedelta

from domains.care import public as care
from domains.identity.public import roles
from domains.identity.roles import UnitKind
from domains.kernel.actor import Role
from domains.kernel.clock import seoul_date
from tests.builders.care import official, unit
from tests.builders.families import REGISTRY
from tests.stories.care.documents import AWAY, BACK, HERS, MY_LIST, ROTA, SHIFT
from tests.stories.house import everything, node


async def duty(dong):
    return await care.on_duty(dong.people.dong, at=dong.town.clock.now())


def absence(person, clock, *, days=3, **more):
    today = seoul_date(clock.now())
    return {
        "workerId": node("Person", person),
        "firstDay": today.isoformat(),
        "lastDay": (today + timedelta(days=days - 1)).isoformat(),
        **more,
    }


async def test_a_colleague_of_another_dong_stands_in_and_then_no_more(dong, clock):
    people, town = dong.people, dong.town
    far = await unit(town, UnitKind.DONG, "세마동")
    colleague = await official(town, "한생활", Role.CARE_WORKER, far)
    phone = await dong.neighbourhood.phone(colleague, Role.CARE_WORKER)
    her = {"seniorId": node("Person", people.senior)}
    assert await phone.ask(HERS, **her) is None
    worker = await dong.worker()
    said = absence(people.worker, clock, standInId=node("Person", colleague))
    assert (await worker.tell(AWAY, **said))["__typename"] == "EnterCareAbsenceSuccess"
    assert await duty(dong) == care.OnDuty(colleague, people.stand_in)
    assert (await phone.ask(HERS, **her))["youSee"] == "STATE"
    assert len((await phone.ask(MY_LIST))["edges"]) == 1
    clock.advance(timedelta(days=3))
    assert await duty(dong) == care.OnDuty(people.worker, people.stand_in)
    later = await dong.neighbourhood.phone(colleague, Role.CARE_WORKER)
    assert await later.ask(HERS, **her) is None, "blind from the day on which it ended"


async def test_where_nobody_is_there_the_rota_says_so(dong, clock):
    desk, people = await dong.desk(), dong.people
    first = await desk.tell(AWAY, **absence(people.worker, clock))
    await desk.tell(AWAY, **absence(people.stand_in, clock))
    assert await duty(dong) is None
    rota = await desk.ask(ROTA, dongId=node("Unit", people.dong))
    assert (rota["onDuty"], len(rota["absences"]), len(rota["shifts"])) == (None, 2, 8)
    await desk.tell(BACK, absenceId=first["absenceId"])
    assert await duty(dong) == care.OnDuty(people.worker)


async def test_only_the_centre_and_the_worker_speak_for_the_rota(dong, clock, neighbourhood):
    people, town = dong.people, dong.town
    elsewhere = await unit(town, UnitKind.CENTRE, "남촌동 행복복지센터")
    other = await neighbourhood.phone(
        await official(town, "먼상담", Role.CENTRE_STAFF, elsewhere), Role.CENTRE_STAFF
    )
    shift = {
        "dongId": node("Unit", people.dong),
        "workerId": node("Person", people.worker),
        "day": "MONDAY",
        "opens": "09:00",
        "closes": "18:00",
        "firstDay": "2026-03-01",
    }
    citizen = node("Person", await town.person("나그네"))
    stand_in, desk = await dong.stand_in(), await dong.desk()
    before = await everything()
    assert (await other.tell(SHIFT, **shift))["__typename"] == "NotYourRota"
    assert (await other.tell(AWAY, **absence(people.worker, clock)))["__typename"] == "NotYourRota"
    away = await stand_in.tell(AWAY, **absence(people.worker, clock))
    assert away["__typename"] == "NotYourRota", "a colleague's holidays are not one's own"
    assert await other.refused(ROTA, dongId=node("Unit", people.dong)) == "FORBIDDEN"
    refused = await desk.tell(SHIFT, **{**shift, "workerId": citizen})
    assert (refused["__typename"], refused["personId"]) == ("NoCareWorker", citizen)
    assert await everything() == before


async def test_whose_office_ended_is_asked_no_more_whatever_the_rota_says(dong, clock):
    people = dong.people
    (office,) = await roles.offices_held(people.worker, at=clock.now())
    await roles.end_role(actor=REGISTRY, grant_id=office.grant_id, clock=clock, ids=dong.town.ids)
    clock.advance(timedelta(seconds=1))
    assert await duty(dong) == care.OnDuty(people.stand_in)
