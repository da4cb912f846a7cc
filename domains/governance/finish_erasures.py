"""After the rows: the person's key, their copies, events that name them; each with its proof."""

from tortoise.transactions import in_transaction

from domains.governance.expire_exports import destroy_export
from domains.governance.models import Erasure, Export
from domains.governance.vocabulary import ExportState
from domains.kernel import audit, personal, sql
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.forget_events import forget_events_of
from domains.kernel.ids import Ids
from domains.kernel.object_store import ObjectStore

ERASER = system_actor("governance.erasures")


async def finish_erasures(*, objects: ObjectStore, limit: int, clock: Clock, ids: Ids) -> int:
    """Go on with up to `limit` erasures; how many are finished now. May run twice."""
    rows = await sql.fetch(
        """
        SELECT case_id FROM governance.erasures WHERE finished_at IS NULL
        ORDER BY erased_at LIMIT $1
        """,
        limit,
    )
    done = 0
    for row in rows:
        done += await _go_on(await Erasure.get(case_id=row["case_id"]), objects, clock, ids)
    return done


async def _go_on(erasure: Erasure, objects: ObjectStore, clock: Clock, ids: Ids) -> int:
    """The key first: from then on nothing sealed can be read, in no backup either."""
    if erasure.key_destroyed_at is None:
        await personal.forget(erasure.subject_id)
        erasure.key_destroyed_at = clock.now()
        await erasure.save(update_fields=["key_destroyed_at"])
    if erasure.objects_destroyed_at is None:
        await _destroy_copies(erasure, objects, clock, ids)
        erasure.objects_destroyed_at = clock.now()
        await erasure.save(update_fields=["objects_destroyed_at"])
    if await forget_events_of(erasure.subject_id):
        return 0
    await _close(erasure, clock, ids)
    return 1


async def _destroy_copies(erasure: Erasure, objects: ObjectStore, clock: Clock, ids: Ids) -> None:
    copies = await Export.filter(subject_id=erasure.subject_id).exclude(state=ExportState.DESTROYED)
    for copy in copies:
        await destroy_export(copy.id, objects=objects, clock=clock, ids=ids)


async def _close(erasure: Erasure, clock: Clock, ids: Ids) -> None:
    async with in_transaction():
        erasure.events_forgotten_at = erasure.finished_at = clock.now()
        await erasure.save(update_fields=["events_forgotten_at", "finished_at"])
        await audit.record(
            ERASER,
            "governance.erasure.finish",
            subject_id=erasure.subject_id,
            reference=erasure.case_id,
            clock=clock,
            ids=ids,
        )
