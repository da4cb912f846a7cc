"""A human sets the bounds in which thresholds may move, and where they usually lie."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.judgement.limits import Bound, Limit, bound_of, floor_of
from domains.care.judgement.models import CentreBound
from domains.care.people.access import speaks_for_centre
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class NewBound:
    limit: Limit
    usual: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class BoundSet:
    limit: Limit
    bound: Bound


@dataclass(frozen=True, slots=True)
class NotABound:
    """Least, usual and most are not in order, not above nothing, or below the floor of the limit
    (`limits.FLOORS`)."""


@dataclass(frozen=True, slots=True)
class NotYourCentre:
    """The actor is not of its staff."""


async def set_bound(
    actor: Actor, new: NewBound, *, centre_id: UUID, clock: Clock, ids: Ids
) -> BoundSet | NotABound | NotYourCentre:
    """From the next look on, for every home of the centre; what was set before stays on record."""
    if not 0 < new.least <= new.usual <= new.most or new.least < floor_of(new.limit):
        return NotABound()
    async with in_transaction():
        if not await speaks_for_centre(actor, centre_id, at=clock.now()):
            return NotYourCentre()
        row = await CentreBound.create(
            id=ids.new(),
            centre_id=centre_id,
            limit=new.limit,
            usual=new.usual,
            least=new.least,
            most=new.most,
            set_by=actor.person_id,
            set_at=clock.now(),
        )
        await audit.record(
            actor, "care.bound.set", subject_id=None, reference=row.id, clock=clock, ids=ids
        )
    return BoundSet(new.limit, bound_of(new.limit, new.usual, new.least, new.most))
