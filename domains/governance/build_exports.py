"""The job that makes the copies: gathers, prints, seals, stores, and answers the case."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.case_policy import Move
from domains.governance.events import ExportReady
from domains.governance.models import Export
from domains.governance.ports import (
    ExportLock,
    ExportPacker,
    ExportPrinter,
    ExportSealer,
    PersonalCopy,
)
from domains.governance.take_step import lock_case, take_step
from domains.governance.vocabulary import ExportState
from domains.kernel import audit, outbox, sql
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.file_lock import FileLock
from domains.kernel.ids import Ids
from domains.kernel.object_store import ObjectStore
from domains.kernel.subject_rights import Exporter, Section

BUILDER = system_actor("governance.exports")
LEASE = timedelta(minutes=5)
"""A builder that dies leaves a lease that lapses, and another one begins anew."""
MOST_ATTEMPTS = 5
CONTENT_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a builder of copies works with."""

    exporters: Mapping[str, Exporter]
    printer: ExportPrinter
    packer: ExportPacker
    sealer: ExportSealer
    objects: ObjectStore
    lock: FileLock


async def build_exports(*, workshop: Workshop, limit: int, clock: Clock, ids: Ids) -> int:
    """Make up to `limit` copies that wait; how many were made."""
    made = 0
    for export_id in await _claim(limit, clock):
        export = await Export.get(id=export_id)
        sealed = await _make(export, workshop, clock)
        await workshop.objects.put(key_of(export.id), sealed, content_type=CONTENT_TYPE)
        handed_over = await _hand_over(export.id, sealed, clock=clock, ids=ids)
        if not handed_over:
            await workshop.objects.delete(key_of(export.id))
        made += handed_over
    return made


def key_of(export_id: UUID) -> str:
    """Where a copy lies in the object store; an id, and nothing of the person."""
    return f"exports/{export_id}"


async def _claim(limit: int, clock: Clock) -> list[UUID]:
    """An attempt is counted when it begins, so that one that kills its worker ends some day."""
    now = clock.now()
    rows = await sql.fetch(
        """
        UPDATE governance.exports SET
            leased_until = $2, attempts = attempts + 1,
            state = CASE WHEN attempts >= $4 THEN 'failed' ELSE state END
        WHERE id = ANY(ARRAY(
            SELECT id FROM governance.exports
            WHERE state = 'queued' AND expires_at > $1
              AND (leased_until IS NULL OR leased_until <= $1)
            ORDER BY asked_at LIMIT $3 FOR UPDATE SKIP LOCKED
        )) RETURNING id, state
        """,
        now,
        now + LEASE,
        limit,
        MOST_ATTEMPTS,
    )
    return [row["id"] for row in rows if row["state"] == ExportState.QUEUED]


async def _make(export: Export, workshop: Workshop, clock: Clock) -> bytes:
    sections = await _gather(export, workshop.exporters)
    files = await _files(sections, workshop)
    copy = PersonalCopy(clock.now(), export.locale, sections, files)
    return await asyncio.to_thread(
        _bind, copy, ExportLock(export.salt, export.public_key), workshop
    )


async def _gather(export: Export, exporters: Mapping[str, Exporter]) -> list[Section]:
    """Domain by domain; how far it came stands in the row, for who waits."""
    found: list[Section] = []
    for done, exporter in enumerate(exporters.values(), start=1):
        found += await exporter(export.subject_id)
        await Export.filter(id=export.id).update(sections_done=done, sections_total=len(exporters))
    return found


async def _files(sections: Sequence[Section], workshop: Workshop) -> Mapping[str, bytes]:
    """What the sections name, opened; one that went meanwhile, with its row, is left out."""
    found: dict[str, bytes] = {}
    for file in (each for section in sections for each in section.files):
        locked = await workshop.objects.get(file.stored)
        opened = locked and workshop.lock.unlock(locked, file.key, about=file.stored)
        if opened:
            found[file.name] = opened
    return found


def _bind(copy: PersonalCopy, lock: ExportLock, workshop: Workshop) -> bytes:
    bundle = workshop.packer.bundle(workshop.printer.files(copy))
    return workshop.sealer.seal(bundle, lock)


async def _hand_over(export_id: UUID, sealed: bytes, *, clock: Clock, ids: Ids) -> int:
    """The row, the event and the answer of the case, together.

    0 where the copy is no longer wanted: the person was erased or asked for another meanwhile.
    """
    async with in_transaction():
        export = await Export.select_for_update().get(id=export_id)
        if export.state is ExportState.READY:
            return 1
        if export.state is not ExportState.QUEUED or export.expires_at <= clock.now():
            return 0
        export.update_from_dict(
            {
                "state": ExportState.READY,
                "ready_at": clock.now(),
                "bytes": len(sealed),
                "sha256": hashlib.sha256(sealed).digest(),
            }
        )
        await export.save()
        case = await lock_case(export.case_id)
        if case is not None:
            await take_step(case, Move.ANSWER, actor=BUILDER, clock=clock, ids=ids)
        event = ExportReady(export.id, export.case_id, export.asked_by, export.expires_at)
        await outbox.record(event, clock=clock, ids=ids)
        await audit.record(
            BUILDER,
            "governance.export.ready",
            subject_id=export.subject_id,
            reference=export.id,
            clock=clock,
            ids=ids,
        )
        return 1
