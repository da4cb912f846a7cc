"""A copy whose time is over is destroyed, and the row says so."""

from datetime import datetime, timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.build_exports import BUILDER, key_of
from domains.governance.models import Erasure, Export
from domains.governance.vocabulary import ExportState
from domains.kernel import audit, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.object_store import ObjectStore
from domains.kernel.one_by_one import one_by_one

LOG_KEPT = timedelta(days=3 * 366)
"""Three years and never a day less: the log of transfers (개인정보보호법 §35의2)."""


class StillThereError(Exception):
    """The store says that an object which was deleted is still there."""


async def expire_exports(*, objects: ObjectStore, limit: int, clock: Clock, ids: Ids) -> int:
    """Destroy up to `limit` copies that nobody may fetch any more; how many."""

    async def destroy(export_id: UUID) -> int:
        await destroy_export(export_id, objects=objects, clock=clock, ids=ids)
        return 1

    rows = await sql.fetch(
        """
        SELECT id FROM governance.exports
        WHERE state <> 'destroyed' AND expires_at <= $1
          AND (state <> 'queued' OR leased_until IS NULL OR leased_until <= $1)
        ORDER BY expires_at LIMIT $2
        """,
        clock.now(),
        limit,
    )
    return await one_by_one([row["id"] for row in rows], destroy, what="copies")


def is_being_made(export: Export, *, at: datetime) -> bool:
    """Whether somebody holds its lease."""
    leased = export.leased_until is not None and export.leased_until > at
    return export.state is ExportState.QUEUED and leased


async def destroy_export(export_id: UUID, *, objects: ObjectStore, clock: Clock, ids: Ids) -> None:
    """The object first, then the proof: gone is said only of what was looked for again."""
    await objects.delete(key_of(export_id))
    if await objects.list(key_of(export_id)):
        raise StillThereError(str(export_id))
    async with in_transaction():
        export = await Export.select_for_update().get(id=export_id)
        if export.state is ExportState.DESTROYED:
            return
        export.state, export.destroyed_at = ExportState.DESTROYED, clock.now()
        await export.save(update_fields=["state", "destroyed_at"])
        await audit.record(
            BUILDER,
            "governance.export.destroy",
            subject_id=await _still_known(export.subject_id),
            reference=export.id,
            clock=clock,
            ids=ids,
        )


async def _still_known(person_id: UUID) -> UUID | None:
    """An erased person is named by no new trace: the copy's own row says whose it was."""
    return None if await Erasure.exists(subject_id=person_id) else person_id


async def forget_export_log(*, clock: Clock) -> int:
    """Rows older than the log must be kept."""
    return await sql.execute(
        """
        DELETE FROM governance.exports WHERE state = 'destroyed' AND asked_at < $1
        """,
        clock.now() - LOG_KEPT,
    )
