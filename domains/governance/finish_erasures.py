"""After the rows: the person's key, their copies, events that name them; each with its proof."""

from collections.abc import Mapping
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent.public import Purpose, objects_under
from domains.governance.expire_exports import StillThereError, destroy_export, is_being_made
from domains.governance.models import Erasure, Export
from domains.governance.vocabulary import ExportState
from domains.kernel import audit, personal, sql
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.forget_events import forget_events_of
from domains.kernel.ids import Ids
from domains.kernel.object_store import ObjectStore
from domains.kernel.one_by_one import one_by_one
from domains.kernel.subject_rights import PersonEraser

ERASER = system_actor("governance.erasures")


async def finish_erasures(
    *,
    erasers: Mapping[str, PersonEraser],
    objects: ObjectStore,
    limit: int,
    clock: Clock,
    ids: Ids,
) -> int:
    """Go on with up to `limit` erasures; how many are finished now. May run twice.

    One that fails, at a store that is away, is tried again; nobody else's key waits for it.
    """

    async def go_on(case_id: UUID) -> int:
        return await _go_on(await Erasure.get(case_id=case_id), erasers, objects, clock, ids)

    rows = await sql.fetch(
        """
        SELECT case_id FROM governance.erasures WHERE finished_at IS NULL
        ORDER BY erased_at LIMIT $1
        """,
        limit,
    )
    return await one_by_one([row["case_id"] for row in rows], go_on, what="erasures")


async def _go_on(
    erasure: Erasure,
    erasers: Mapping[str, PersonEraser],
    objects: ObjectStore,
    clock: Clock,
    ids: Ids,
) -> int:
    """The key first: from then on nothing sealed can be read, in no backup either."""
    if erasure.key_destroyed_at is None:
        await personal.forget(erasure.subject_id)
        erasure.key_destroyed_at = clock.now()
        await erasure.save(update_fields=["key_destroyed_at"])
    if erasure.objects_destroyed_at is None:
        if not await _destroy_copies(erasure, objects, clock, ids):
            return 0
        await _destroy_files(erasure.subject_id, objects)
        erasure.objects_destroyed_at = clock.now()
        await erasure.save(update_fields=["objects_destroyed_at"])
    if await forget_events_of(erasure.subject_id):
        return 0
    await _close(erasure, erasers, clock, ids)
    return 1


async def _destroy_copies(erasure: Erasure, objects: ObjectStore, clock: Clock, ids: Ids) -> bool:
    """False while one is still being made: who makes it would store it after we had looked."""
    copies = await Export.filter(subject_id=erasure.subject_id).exclude(state=ExportState.DESTROYED)
    over = [copy for copy in copies if not is_being_made(copy, at=clock.now())]
    for copy in over:
        await destroy_export(copy.id, objects=objects, clock=clock, ids=ids)
    return len(over) == len(copies)


async def _destroy_files(subject_id: UUID, objects: ObjectStore) -> None:
    """Under whatever purpose they were stored; gone is said only of what was looked for again."""
    for folder in (objects_under(subject_id, purpose) for purpose in Purpose):
        for key in await objects.list(folder):
            await objects.delete(key)
        if await objects.list(folder):
            raise StillThereError(folder)


async def _close(
    erasure: Erasure, erasers: Mapping[str, PersonEraser], clock: Clock, ids: Ids
) -> None:
    """Erase once more: a reaction that ran beside the erasure may have written after it.

    No event that names the person is left, so nothing comes any more. The trace names the case
    and not the person: what the answer said is kept is all that is kept.
    """
    async with in_transaction():
        for eraser in erasers.values():
            await eraser(erasure.subject_id, clock.now())
        erasure.events_forgotten_at = erasure.finished_at = clock.now()
        await erasure.save(update_fields=["events_forgotten_at", "finished_at"])
        await audit.record(
            ERASER,
            "governance.erasure.finish",
            reference=erasure.case_id,
            clock=clock,
            ids=ids,
        )
