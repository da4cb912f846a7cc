"""A care worker is appointed by the city or the district, at a dong, and by nobody else."""

from domains.identity.public import roles
from domains.identity.roles import UnitKind
from domains.kernel.actor import Role
from tests.builders.care import unit
from tests.stories.house import everything, node
from tests.stories.identity.documents import APPOINT


async def test_an_officer_appoints_at_a_dong_and_a_centres_manager_does_not(dong, neighbourhood):
    town, people = dong.town, dong.people
    new = await town.person("새생활")
    said = {
        "personId": node("Person", new),
        "role": "CARE_WORKER",
        "unitId": node("Unit", people.dong),
    }
    manager = await neighbourhood.phone(people.manager, Role.CENTRE_MANAGER)
    officer = await neighbourhood.official("박주무관", Role.OFFICER)
    before = await everything()
    assert (await manager.tell(APPOINT, **said))["__typename"] == "RoleNotYoursToGrant"
    at_a_centre = {**said, "unitId": node("Unit", people.centre)}
    assert (await officer.tell(APPOINT, **at_a_centre))["__typename"] == "RoleNotYoursToGrant"
    city_wide = {key: value for key, value in said.items() if key != "unitId"}
    assert (await officer.tell(APPOINT, **city_wide))["__typename"] == "RoleNotYoursToGrant"
    assert await everything() == before
    assert (await officer.tell(APPOINT, **said))["__typename"] == "GrantRoleSuccess"
    (office,) = await roles.offices_held(new, at=town.clock.now())
    assert (office.role, office.unit_id) == (Role.CARE_WORKER, people.dong)


async def test_a_district_appoints_in_its_own_dongs_alone(dong, neighbourhood):
    town = dong.town
    district = await unit(town, UnitKind.DISTRICT, "동부")
    inside = await neighbourhood.unit(UnitKind.DONG, "세마동", within=district)
    head = await neighbourhood.official("김구청", Role.DISTRICT_MANAGER, unit=district)
    said = {"personId": node("Person", await town.person("새생활")), "role": "CARE_WORKER"}
    there = await head.tell(APPOINT, **said, unitId=node("Unit", inside))
    assert there["__typename"] == "GrantRoleSuccess"
    elsewhere = await head.tell(APPOINT, **said, unitId=node("Unit", dong.people.dong))
    assert elsewhere["__typename"] == "RoleNotYoursToGrant"
