"""The picture of an act, for whom she lets see reasons; each look is traced."""

import asyncio
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import NotYourCase
from domains.care.cases.models import CaseAct
from domains.care.cases.photo import NotYourAct
from domains.care.cases.show_cases import show_case
from domains.kernel import audit, personal
from domains.kernel.actor import Actor
from domains.kernel.audit import Why
from domains.kernel.clock import Clock
from domains.kernel.file_lock import FileLock
from domains.kernel.ids import Ids
from domains.kernel.object_store import ObjectStore


async def show_photo(
    actor: Actor, *, act_id: UUID, lock: FileLock, objects: ObjectStore, clock: Clock, ids: Ids
) -> bytes | NotYourAct:
    """A JPEG, to whoever may read the act's note too."""
    act = await CaseAct.get_or_none(id=act_id)
    if act is None or not await _may_look(actor, act, clock=clock, ids=ids):
        return NotYourAct()
    return await _picture(act, lock, objects) or NotYourAct()


async def _picture(act: CaseAct, lock: FileLock, objects: ObjectStore) -> bytes | None:
    if act.photo is None or act.photo_key is None:
        return None
    locked = await objects.get(act.photo)
    key = await personal.reveal(act.senior_id, bytes(act.photo_key))
    if locked is None or key is None:
        return None
    return await asyncio.to_thread(lock.unlock, locked, key, about=act.photo)


async def _may_look(actor: Actor, act: CaseAct, *, clock: Clock, ids: Ids) -> bool:
    """Whoever is shown in the case that there is one. The trace first: no trace, no look."""
    async with in_transaction():
        case = await show_case(actor, case_id=act.case_id, clock=clock, ids=ids)
        if isinstance(case, NotYourCase):
            return False
        if not any(each.id == act.id and each.has_photo for each in case.acts):
            return False
        await audit.record(
            actor,
            "care.case.photo.read",
            subject_id=act.senior_id,
            reference=act.case_id,
            why=Why.EMERGENCY,
            clock=clock,
            ids=ids,
        )
        return True
