"""How homes are listened to, for the views: whoever reads this has asked who may see what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.care.judgement.limits import Bounds
from domains.care.judgement.models import DongMode, Watch
from domains.care.judgement.modes import ModeKind
from domains.care.judgement.read_circumstances import bounds_of
from domains.care.people.keep_rota import keeps_rota_of
from domains.care.people.models import ServedDong
from domains.care.ports import DeafCause
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Watched:
    """`is_learning`: rules alone stand. `stopped_by` says why no silence is counted since
    `stopped_since`, where it is not. `last_sign_at` is no older than the last look but an hour."""

    senior_id: UUID
    is_learning: bool
    last_sign_at: datetime | None
    stopped_since: datetime | None
    stopped_by: DeafCause | None


@dataclass(frozen=True, slots=True)
class ModeView:
    mode_id: UUID
    kind: ModeKind
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What a centre has set: the modes in force in a dong, and the bounds of every limit."""

    centre_id: UUID
    modes: Sequence[ModeView]
    bounds: Bounds


async def watched(senior_ids: Collection[UUID]) -> Mapping[UUID, Watched]:
    """Of those who are listened to; one statement, however many. Reads as whoever calls may."""
    rows = await Watch.filter(senior_id__in=list(senior_ids))
    return {
        row.senior_id: Watched(
            row.senior_id, row.is_learning, row.last_sign_at, row.stopped_since, row.stopped_by
        )
        for row in rows
    }


async def sensitivity_of(actor: Actor, dong_id: UUID, *, clock: Clock) -> Sensitivity | None:
    """For the centre that serves the dong; None for everybody else."""
    now = clock.now()
    served = await ServedDong.get_or_none(dong_id=dong_id)
    if served is None or not await keeps_rota_of(actor, dong_id, at=now):
        return None
    modes = await DongMode.filter(dong_id=dong_id, since__lte=now, until__gt=now).order_by("since")
    shown = [ModeView(row.id, row.kind, row.since, row.until) for row in modes]
    return Sensitivity(served.centre_id, shown, await bounds_of(served.centre_id))
