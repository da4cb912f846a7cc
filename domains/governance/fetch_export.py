"""Fetch a copy with its passphrase; who has the link alone has nothing."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.build_exports import key_of
from domains.governance.export_link import ExportLink
from domains.governance.models import Export
from domains.governance.ports import ExportLock, ExportPacker, ExportSealer
from domains.governance.vocabulary import ExportState
from domains.governance.why import of_rights
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.object_store import ObjectStore


@dataclass(frozen=True, slots=True)
class Fetched:
    """A ZIP that opens with the same passphrase."""

    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrongPassphrase:
    """Nothing is told but this."""


@dataclass(frozen=True, slots=True)
class NotReady:
    """It is still being made."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Its time is over, it failed, or there never was one: the three look alike."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What opens and packs a copy."""

    sealer: ExportSealer
    packer: ExportPacker
    objects: ObjectStore


async def look_at_export(link: ExportLink, *, clock: Clock) -> NotReady | Gone | None:
    """None when it can be fetched; asked before anybody types a passphrase."""
    export = await Export.get_or_none(id=link.export_id, asked_by=link.person_id)
    if export is None or not link.is_signed_with(export.salt):
        return Gone()
    if min(export.expires_at, link.ends_at) <= clock.now():
        return Gone()
    match export.state:
        case ExportState.READY:
            return None
        case ExportState.QUEUED:
            return NotReady(export.sections_done, export.sections_total)
        case _:
            return Gone()


async def fetch_export(
    link: ExportLink, *, passphrase: str, desk: Desk, clock: Clock, ids: Ids
) -> Fetched | WrongPassphrase | NotReady | Gone:
    """The copy, repacked under the passphrase."""
    closed = await look_at_export(link, clock=clock)
    if closed is not None:
        return closed
    export = await Export.get(id=link.export_id)
    sealed = await desk.objects.get(key_of(export.id))
    if sealed is None:
        return Gone()
    body = await asyncio.to_thread(_open, sealed, export, passphrase, desk)
    if body is None:
        return WrongPassphrase()
    await _note(export, link.person_id, clock=clock, ids=ids)
    return Fetched(body)


def _open(sealed: bytes, export: Export, passphrase: str, desk: Desk) -> bytes | None:
    lock = ExportLock(export.salt, export.public_key)
    bundle = desk.sealer.open(sealed, lock, passphrase=passphrase)
    return None if bundle is None else desk.packer.lock_up(bundle, passphrase=passphrase)


async def _note(export: Export, person_id: UUID, *, clock: Clock, ids: Ids) -> None:
    """The transfer log: how often and when last (개인정보보호법 §35의2)."""
    async with in_transaction():
        await sql.execute(
            """
            UPDATE governance.exports SET fetches = fetches + 1, fetched_at = $2 WHERE id = $1
            """,
            export.id,
            clock.now(),
        )
        await audit.record(
            Actor(person_id=person_id),
            "governance.export.fetch",
            subject_id=export.subject_id,
            reference=export.id,
            why=of_rights(Actor(person_id=person_id)),
            clock=clock,
            ids=ids,
        )
