"""Who did something adds a picture of it; the act counts without it."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import case_for
from domains.care.cases.acknowledge_case import note
from domains.care.cases.case_of_before import case_of_before
from domains.care.cases.models import Case, CaseAct
from domains.care.cases.photo import CONTENT_TYPE, Darkroom, NotYourAct, key_of
from domains.kernel import personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class PhotoKept:
    """One an act: the first stays, and one that is sent again changes nothing."""

    act_id: UUID


@dataclass(frozen=True, slots=True)
class NoPhoto:
    """It is no picture that can be kept."""


async def keep_photo(
    actor: Actor, body: bytes, *, act_id: UUID, darkroom: Darkroom, clock: Clock, ids: Ids
) -> PhotoKept | NoPhoto | NotYourAct:
    """Made anew, locked and stored, then named in the act, its key sealed for her; killed in
    between, the phone sends it again to the same place. If she has left meanwhile, it goes."""
    act = await _own_act(actor, act_id, clock=clock)
    if act is None:
        return NotYourAct()
    if act.photo is not None:
        return PhotoKept(act_id)
    name = key_of(act.senior_id, act_id)
    made = await asyncio.to_thread(_develop, body, name, darkroom)
    if made is None:
        return NoPhoto()
    locked, key = made
    sealed = await personal.seal(act.senior_id, key)
    await darkroom.objects.put(name, locked, content_type=CONTENT_TYPE)
    if not await _name(actor, act_id, name, sealed, clock=clock, ids=ids):
        await darkroom.objects.delete(name)
        return NotYourAct()
    return PhotoKept(act_id)


def _develop(body: bytes, name: str, darkroom: Darkroom) -> tuple[bytes, str] | None:
    picture = darkroom.pictures.clean(body)
    return None if picture is None else darkroom.lock.lock(picture, about=name)


async def _own_act(actor: Actor, act_id: UUID, *, clock: Clock) -> CaseAct | None:
    async with in_transaction():
        found = await _act_in_case(actor, act_id, clock=clock)
        return found and found[0]


async def _name(
    actor: Actor, act_id: UUID, name: str, key: bytes, *, clock: Clock, ids: Ids
) -> bool:
    """False where the act has gone since, or is the actor's business no more."""
    async with in_transaction():
        found = await _act_in_case(actor, act_id, clock=clock)
        if found is None:
            return False
        act, case = found
        act.photo, act.photo_key = name, key
        await act.save(update_fields=["photo", "photo_key"])
        await note(actor, case, "care.case.photo", clock=clock, ids=ids)
        return True


async def _act_in_case(actor: Actor, act_id: UUID, *, clock: Clock) -> tuple[CaseAct, Case] | None:
    """An act of the actor's own, its case locked, where they still have a part in it, or had one
    when they did it: who may write it down may show it."""
    act = await CaseAct.get_or_none(id=act_id, done_by=actor.person_id)
    if act is None:
        return None
    case = await case_for(actor, act.case_id, clock=clock)
    if not isinstance(case, Case):
        case = await case_of_before(actor, act.case_id, at=act.at, clock=clock)
    return (act, case) if isinstance(case, Case) else None
