"""What an erasure would take and what it would leave: asked before anybody decides.

The erasers themselves answer, in a transaction that is undone: the preview cannot say one thing
and the erasure do another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.erasure_policy import Obstacle
from domains.governance.find_obstacles import find_obstacles
from domains.governance.outcomes import NotYours
from domains.governance.staff import is_staff
from domains.governance.who_asks import capacity_of
from domains.governance.why import of_rights
from domains.identity import public as identity
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.subject_rights import Exporter, Kept, PersonEraser


@dataclass(frozen=True, slots=True)
class Goes:
    """So many entries of `what` would be destroyed."""

    what: str
    rows: int


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """All of it, section by section; `obstacles` must be cleared first."""

    goes: Sequence[Goes]
    kept: Sequence[Kept]
    obstacles: frozenset[Obstacle]


class _UndoError(Exception):
    """Ends the transaction without a trace."""


async def preview_erasure(
    actor: Actor,
    *,
    subject_id: UUID,
    exporters: Mapping[str, Exporter],
    erasers: Mapping[str, PersonEraser],
    clock: Clock,
    ids: Ids,
) -> ErasurePreview | NotYours:
    """For whoever may ask for it, and for the desk. A look is audited; nothing else changes."""
    if not await _may_look(actor, subject_id, clock):
        return NotYours()
    await audit.record(
        actor,
        "governance.erasure.preview",
        subject_id=subject_id,
        why=of_rights(actor),
        clock=clock,
        ids=ids,
    )
    kept = await _rehearse(subject_id, erasers, clock)
    held = [section for export in exporters.values() for section in await export(subject_id)]
    stays = {one.what for one in kept}
    goes = [Goes(one.name, len(one.rows)) for one in held if one.rows and one.name not in stays]
    return ErasurePreview(goes, kept, await find_obstacles(subject_id, at=clock.now()))


async def _may_look(actor: Actor, subject_id: UUID, clock: Clock) -> bool:
    if await capacity_of(actor, subject_id=subject_id, at=clock.now()) is not None:
        return True
    if actor.person_id is None or not is_staff(actor):
        return False
    if subject_id in await identity.kin_of(actor.person_id):
        return False
    return subject_id in await identity.people([subject_id])


async def _rehearse(
    subject_id: UUID, erasers: Mapping[str, PersonEraser], clock: Clock
) -> list[Kept]:
    kept: list[Kept] = []
    try:
        async with in_transaction():
            for eraser in erasers.values():
                kept += [one for one in await eraser(subject_id, clock.now()) if one.rows]
            raise _UndoError
    except _UndoError:
        return kept
