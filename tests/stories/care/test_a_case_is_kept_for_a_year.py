"""A case is kept for as long as her consent says from its end on; then nothing of it is left."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from gateway.care.cases.types import photo_path

from api import jobs
from domains.care.models import CaseAct
from domains.care.public import cases, judgement
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import sql
from domains.kernel.object_store import ObjectsUnavailable
from infra.object_store import FileObjects
from tests.care.cases.worry import Worry
from tests.stories.care.test_a_picture_of_a_visit import photograph, send
from tests.stories.house import node
from tests.stories.identity.documents import document

ACT = document("record_care_act")
CLOSE, OPINION = document("close_care_case"), document("give_care_opinion")
KEPT = CATALOGUE[Purpose.CARE_CHECK_INS].retention
LIMIT = 50
ROWS = """
    SELECT 'cases' AS what FROM care.cases UNION ALL SELECT 'concerns' FROM care.case_concerns
    UNION ALL SELECT 'steps' FROM care.case_steps UNION ALL SELECT 'asked' FROM care.case_asked
    UNION ALL SELECT 'acts' FROM care.case_acts UNION ALL SELECT 'calls' FROM care.emergency_calls
    UNION ALL SELECT 'opinions' FROM care.given_opinions
"""
ALL = ["acts", "asked", "calls", "cases", "concerns", "opinions", "steps"]


@pytest.fixture
def store(settings) -> FileObjects:
    return FileObjects(settings.objects.folder)


@pytest.fixture
def worry(dong, clock, ids) -> Worry:
    return Worry(dong.people, clock, ids)


@pytest.fixture
async def visited(dong, worry, ring, clock) -> UUID:
    """It smoked; the worker went there, wrote down how it was and took a picture; it is over."""
    await worry.about(cases.ConcernKind.SMOKE)
    await ring()
    clock.advance(timedelta(minutes=20))
    case_id = (await worry.case()).id
    case, worker = node("CareCase", case_id), await dong.worker()
    on_the_way = {"kind": "ON_THE_WAY", "at": clock.now().isoformat()}
    await worker.tell(ACT, caseId=case, act=on_the_way)
    act = {"kind": "VISITED", "at": clock.now().isoformat(), "note": "된장찌개였어요"}
    closed = await worker.tell(CLOSE, caseId=case, act=act)
    assert await send(worker, closed["photoPath"], photograph()) == 204
    await worker.tell(OPINION, caseId=case, opinion="RIGHT")
    return case_id


@pytest.fixture
def night_falls(store, clock):
    """What the house forgets, it forgets at any hour."""

    async def night_falls(objects=None) -> int:
        gone = await cases.expire_cases(objects=objects or store, limit=LIMIT, clock=clock)
        await judgement.expire_opinions()
        return gone

    return night_falls


async def left() -> list[str]:
    return sorted({row["what"] for row in await sql.fetch(ROWS)})


async def test_until_then_all_of_it_is_there(visited, night_falls, store, clock):
    clock.advance(KEPT - timedelta(minutes=1))
    assert await night_falls() == 0
    assert await left() == ALL
    assert len(await store.list("subjects")) == 1


async def test_then_nothing_of_it_is_left_and_no_picture(visited, night_falls, store, clock):
    clock.advance(KEPT + timedelta(minutes=1))
    assert [await night_falls() for _ in range(2)] == [1, 0]
    assert await left() == []
    assert await store.list("subjects") == []


async def test_an_open_one_stays_however_old_it_is(visited, worry, night_falls, clock):
    await worry.about(cases.ConcernKind.INACTIVITY)
    clock.advance(KEPT * 2)
    assert await night_falls() == 1
    (still,) = await sql.fetch("SELECT id, ended_at FROM care.cases")
    assert (still["id"] != visited, still["ended_at"]) == (True, None)


class Away(FileObjects):
    """A store that does not answer."""

    async def delete(self, key: str) -> None:
        raise ObjectsUnavailable(key)


async def test_while_the_store_is_away_its_picture_keeps_its_case_and_no_other(
    visited, worry, night_falls, store, settings, dong, clock, ids
):
    neighbour = await dong.people.senior_of("김순덕")
    await cases.mark_false_alarm(
        dong.people.as_worker,
        case_id=await worry.about(cases.ConcernKind.INACTIVITY, senior=neighbour),
        reason=cases.FalseAlarm.PET,
        clock=clock,
        ids=ids,
    )
    clock.advance(KEPT + timedelta(minutes=1))
    with pytest.raises(ExceptionGroup):
        await night_falls(Away(settings.objects.folder))
    assert [row["id"] for row in await sql.fetch("SELECT id FROM care.cases")] == [visited]
    assert len(await store.list("subjects")) == 1
    assert await night_falls() == 1
    assert await left() == []


class Busy(FileObjects):
    """While it deletes, somebody does one more thing."""

    meanwhile: Callable[[], Awaitable[object]]

    async def delete(self, key: str) -> None:
        await super().delete(key)
        await self.meanwhile()


async def test_a_picture_that_comes_meanwhile_goes_with_the_case_the_next_time(
    visited, night_falls, store, settings, dong, clock
):
    clock.advance(KEPT + timedelta(minutes=1))
    busy, worker = Busy(settings.objects.folder), await dong.worker()
    late = photo_path((await CaseAct.get(photo=None)).id)
    busy.meanwhile = partial(send, worker, late, photograph())
    assert await night_falls(busy) == 0
    assert len(await store.list("subjects")) == 1
    assert await night_falls() == 1
    assert [await left(), await store.list("subjects")] == [[], []]


async def test_the_job_that_keeps_house_forgets_it(visited, city, store, clock):
    clock.advance(KEPT + timedelta(minutes=1))
    await jobs.keep_house({"tools": city.tools})
    assert [await left(), await store.list("subjects")] == [[], []]
