"""What fails for one person waits for nobody else, and two acts at once leave nothing behind."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domains.governance.models import Erasure, Export
from domains.governance.vocabulary import ExportState
from domains.kernel import sql
from domains.kernel.object_store import ObjectsUnavailable
from infra.object_store import FileObjects
from tests.stories.governance.documents import ERASE, EXPORT, OPEN
from tests.stories.house import node


class MoodyStore(FileObjects):
    """A store that will not part with the objects under one key."""

    def __init__(self, folder, stubborn: str) -> None:
        super().__init__(folder)
        self._stubborn = stubborn

    async def delete(self, key: str) -> None:
        if key.startswith(self._stubborn):
            raise ObjectsUnavailable("away")
        await super().delete(key)


async def a_copy(desk, person):
    phone = await desk.phone(person)
    case = await phone.tell(OPEN, subjectId=node("Person", person), kind="ACCESS")
    return phone, await phone.tell(EXPORT, caseId=case["caseId"])


async def erase(desk, person):
    phone = await desk.phone(person)
    case = await phone.tell(OPEN, subjectId=node("Person", person), kind="DELETION")
    return await phone.tell(ERASE, caseId=case["caseId"])


async def test_a_store_that_keeps_one_copy_delays_nobody_elses_key(desk, town, settings):
    first, second = await town.person("하나"), await town.person("둘이")
    await a_copy(desk, first)
    await desk.build()
    copy = await Export.get(subject_id=first)
    await erase(desk, first)
    desk.clock.advance(timedelta(minutes=1))
    await erase(desk, second)
    moody = MoodyStore(settings.objects.folder, f"exports/{copy.id}")
    there = replace(desk, workshop=replace(desk.workshop, objects=moody))
    with pytest.raises(ExceptionGroup, match="erasures"):
        await there.sweep()
    waiting, gone = await Erasure.get(subject_id=first), await Erasure.get(subject_id=second)
    assert waiting.key_destroyed_at is not None
    assert waiting.objects_destroyed_at is None
    assert gone.key_destroyed_at is not None
    await desk.sweep()
    assert (await Erasure.get(subject_id=first)).objects_destroyed_at == desk.clock.now()


async def test_a_copy_in_the_making_does_not_outlive_its_person(desk, citizen):
    await a_copy(desk, citizen)
    exporters = desk.workshop.exporters

    async def slow(person_id):
        """While the copy is gathered the person is erased, and the desk's jobs go round."""
        await erase(desk, citizen)
        await desk.sweep()
        return []

    racing = replace(desk, workshop=replace(desk.workshop, exporters={**exporters, "slow": slow}))
    assert await racing.build() == 0
    assert await desk.workshop.objects.list("exports/") == []
    assert await desk.told("governance.export_ready") == 0
    desk.clock.advance(timedelta(minutes=6))
    await desk.sweep()
    assert (await Export.get()).state is ExportState.DESTROYED
    assert (await Erasure.get()).objects_destroyed_at == desk.clock.now()


async def test_a_builder_that_died_after_storing_leaves_no_copy_of_an_erased_person(desk, citizen):
    await a_copy(desk, citizen)
    copy = await Export.get()
    lease = desk.clock.now() + timedelta(minutes=5)
    await Export.filter(id=copy.id).update(leased_until=lease)
    await erase(desk, citizen)
    await desk.sweep()
    key = f"exports/{copy.id}"
    await desk.workshop.objects.put(key, b"half", content_type="application/octet-stream")
    desk.clock.advance(timedelta(minutes=6))
    await desk.sweep()
    assert await desk.workshop.objects.list("exports/") == []
    assert (await Erasure.get()).objects_destroyed_at == desk.clock.now()


async def test_an_alarm_that_cannot_ring_keeps_no_other_from_ringing(desk, citizen, town):
    """A row that nobody can make: its case has no last day."""
    for person in (citizen, await town.person("둘이")):
        phone = await desk.phone(person)
        await phone.tell(OPEN, subjectId=node("Person", person), kind="CORRECTION")
    await sql.execute("UPDATE governance.cases SET last_day = NULL WHERE subject_id = $1", citizen)
    desk.clock.advance(timedelta(days=20))
    with pytest.raises(ExceptionGroup, match="alarms"):
        await desk.sweep()
    assert await desk.told("governance.case_overdue") == 1


async def test_two_erasures_of_one_person_at_once_are_one(desk, citizen):
    """Two cases, two phones, one moment: nothing fails halfway, and every proof comes."""
    phones = [await desk.phone(citizen) for _ in range(2)]
    who = node("Person", citizen)
    cases = [await each.tell(OPEN, subjectId=who, kind="DELETION") for each in phones]
    answers = await asyncio.gather(
        *(
            each.send(ERASE, {"input": {"requestId": str(desk.ids.new()), "caseId": c["caseId"]}})
            for each, c in zip(phones, cases, strict=True)
        )
    )
    assert all(answer.status_code < 500 for answer in answers)
    assert "CarryOutErasureSuccess" in "".join(answer.text for answer in answers)
    await sql.execute("UPDATE kernel.outbox SET done_at = $1", desk.clock.now())
    await desk.sweep()
    assert [e.finished_at for e in await Erasure.all()] == [desk.clock.now()] * (
        await Erasure.all().count()
    )
    assert await sql.fetch("SELECT 1 FROM identity.people WHERE id = $1", citizen) == []
