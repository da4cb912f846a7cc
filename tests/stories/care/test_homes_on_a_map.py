"""A senior who wants to be found is on her care worker's map, and on nobody else's."""

import pytest

from domains.care import public as care
from domains.care.models import Residence
from domains.kernel import sql
from domains.kernel.actor import Role
from tests.builders.care import far_dong, official
from tests.stories.care.documents import MOVE
from tests.stories.house import everything, node
from tests.stories.identity.documents import document

PIN, HOMES = document("pin_care_home"), document("my_care_homes")
PLACE = {"lat": 37.1498, "lon": 127.0772}


@pytest.fixture
def pinned(dong):
    return {"seniorId": node("Person", dong.people.senior), "place": PLACE}


async def test_by_default_nobody_is_on_it(dong):
    assert await (await dong.worker()).ask(HOMES) == []


@pytest.mark.parametrize("who", ["senior", "desk"])
async def test_she_or_her_centre_puts_her_on_it_and_each_look_is_traced(dong, pinned, who):
    assert (await (await getattr(dong, who)()).tell(PIN, **pinned))["isShown"] is True
    worker = await dong.worker()
    (home,) = await worker.ask(HOMES)
    assert home == {"seniorId": pinned["seniorId"], **PLACE}
    looks = await sql.fetch(
        "SELECT subject_id, actor_id FROM kernel.audit WHERE action = 'care.home.place'"
    )
    assert [tuple(look) for look in looks] == [(dong.people.senior, dong.people.worker)]
    lies = (await Residence.get(senior_id=dong.people.senior)).place
    assert b"37.1" not in bytes(lies), "sealed for her"


async def test_she_takes_it_back(dong, pinned):
    she, worker = await dong.senior(), await dong.worker()
    await she.tell(PIN, **pinned)
    assert (await she.tell(PIN, **pinned | {"place": None}))["isShown"] is False
    assert await worker.ask(HOMES) == []


async def test_nobody_else_puts_her_on_it_or_sees_it(dong, pinned):
    await (await dong.senior()).tell(PIN, **pinned)
    others = (await dong.guardian(), await dong.worker(), await dong.stranger())
    before = await everything()
    for other in others:
        answer = await other.tell(PIN, **pinned | {"place": {"lat": 0.0, "lon": 0.0}})
        assert answer["__typename"] == "CareNotFound"
    assert await everything() == before
    assert await (await dong.desk()).refused(HOMES) == "FORBIDDEN"
    assert await (await dong.guardian()).refused(HOMES) == "FORBIDDEN"


async def test_a_place_that_is_none_is_the_clients_mistake(dong, pinned):
    nowhere = pinned | {"place": {"lat": 91.0, "lon": 0.0}}
    assert await (await dong.senior()).refused_telling(PIN, **nowhere) == "BAD_USER_INPUT"


async def test_a_move_forgets_it_and_another_dong_never_saw_it(dong, pinned):
    town, she = dong.town, await dong.senior()
    there = (await far_dong(town)).dong
    new = await official(town, "한생활", Role.CARE_WORKER, there)
    theirs = await dong.neighbourhood.phone(new, Role.CARE_WORKER)
    await she.tell(PIN, **pinned)
    assert await theirs.ask(HOMES) == []
    moving = {"seniorId": pinned["seniorId"], "dongId": node("Unit", there)}
    await she.tell(MOVE, **moving, address="오산시 세마동 매화로 3")
    assert [row.place for row in await Residence.all()] == [None, None]
    assert await (await dong.worker()).ask(HOMES) == []
    assert await theirs.ask(HOMES) == []


async def test_it_stands_in_her_copy(dong, pinned):
    await (await dong.senior()).tell(PIN, **pinned)
    sections = {each.name: each for each in await care.export_person(dong.people.senior)}
    assert sections["care.residences"].rows[0]["place"] == "37.14980 127.07720"
