"""The centre looks after a whole dong more closely: a heat wave, a cold wave, an epidemic."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.judgement.models import DongMode
from domains.care.judgement.modes import ModeKind
from domains.care.judgement.watch_homes import look_at_dong
from domains.care.people.keep_rota import keeps_rota_of
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

LONGEST: Final = timedelta(days=60)
"""A mode that nobody remembers makes everybody tired of questions."""


@dataclass(frozen=True, slots=True)
class ModeSet:
    mode_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class NotYourDong:
    """The actor is no staff of the centre that serves it, or there is nothing there."""


@dataclass(frozen=True, slots=True)
class NoSuchEnd:
    """It has passed, or lies too far ahead: there is no mode without an end."""

    latest: datetime


async def begin_mode(
    actor: Actor, *, dong_id: UUID, kind: ModeKind, until: datetime, clock: Clock, ids: Ids
) -> ModeSet | NotYourDong | NoSuchEnd:
    """From now on; said again, it moves the end. Every home of the dong is looked at at once."""
    now = clock.now()
    if not now < until <= now + LONGEST:
        return NoSuchEnd(now + LONGEST)
    async with in_transaction():
        if not await keeps_rota_of(actor, dong_id, at=now):
            return NotYourDong()
        row = await _standing(dong_id, kind, now) or DongMode(
            id=ids.new(), dong_id=dong_id, kind=kind, since=now
        )
        row.until, row.set_by = until, _speaker(actor)
        await row.save()
        await _turned(actor, "care.mode.begin", row, clock, ids)
        return ModeSet(row.id, until)


async def end_mode(actor: Actor, mode_id: UUID, *, clock: Clock, ids: Ids) -> ModeSet | NotYourDong:
    """It is over sooner; one that is over already stays as it is."""
    now = clock.now()
    async with in_transaction():
        row = await DongMode.select_for_update().get_or_none(id=mode_id)
        if row is None or not await keeps_rota_of(actor, row.dong_id, at=now):
            return NotYourDong()
        if row.until > now:
            row.until = now
            await row.save(update_fields=["until"])
            await _turned(actor, "care.mode.end", row, clock, ids)
        return ModeSet(row.id, row.until)


async def _standing(dong_id: UUID, kind: ModeKind, now: datetime) -> DongMode | None:
    return await DongMode.select_for_update().get_or_none(
        dong_id=dong_id, kind=kind, since__lte=now, until__gt=now
    )


async def _turned(actor: Actor, what: str, row: DongMode, clock: Clock, ids: Ids) -> None:
    await look_at_dong(row.dong_id, clock=clock)
    await audit.record(actor, what, subject_id=None, reference=row.id, clock=clock, ids=ids)


def _speaker(actor: Actor) -> UUID:
    assert actor.person_id is not None
    return actor.person_id
