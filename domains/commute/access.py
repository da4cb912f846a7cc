"""Whether somebody may look at a child's commute: relation first, then consent."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from domains.consent.public import (
    AGE_OF_OWN_CONSENT,
    Act,
    ConsentMissing,
    Grant,
    Purpose,
    require_each,
)
from domains.identity import public as identity
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class NotYours:
    """The actor has nothing to do with this child, or there is no such child: the same answer."""


async def is_close_to(actor: Actor, child_id: UUID, *, clock: Clock) -> bool:
    """Whether the actor is the child, or stands in for the child at this moment."""
    if actor.person_id is None:
        return False
    return actor.person_id == child_id or await identity.is_guardian(
        holder_id=actor.person_id, subject_id=child_id, at=clock.now()
    )


async def is_operator(actor: Actor, *, clock: Clock) -> bool:
    """Whether the actor holds the office at this moment: asked of the database, since an access
    token remembers an office for minutes after it ended."""
    if actor.person_id is None:
        return False
    return Role.OPERATOR in await identity.roles_of(actor.person_id, at=clock.now())


async def may_see_places(actor: Actor, child_id: UUID, *, clock: Clock) -> bool:
    """Whether the actor may know which places are watched: the child at any age, a guardian until
    the fourteenth birthday (개인정보보호법 §38②). From then on a parent knows what the child's own
    consent tells them, crossing by crossing."""
    if not await is_close_to(actor, child_id, clock=clock):
        return False
    return actor.person_id == child_id or not await _decides_alone(child_id, clock=clock)


async def may_change_places(actor: Actor, child_id: UUID, *, clock: Clock) -> bool:
    """Whether the actor may say of which places is told: a guardian, and from the age of own
    consent on the child alone. A nine-year-old does not switch the school off."""
    if not await is_close_to(actor, child_id, clock=clock):
        return False
    return (actor.person_id == child_id) is await _decides_alone(child_id, clock=clock)


async def _decides_alone(child_id: UUID, *, clock: Clock) -> bool:
    """From fourteen on; of an unknown age too, as nobody can show to speak for them."""
    born = (await identity.people([child_id], named=False))[child_id].birth_date
    return born is None or identity.age_on(born, seoul_date(clock.now())) >= AGE_OF_OWN_CONSENT


async def open_to(
    actor: Actor,
    *,
    child_id: UUID,
    purposes: Collection[Purpose],
    clock: Clock,
    ids: Ids,
) -> dict[Purpose, Grant] | NotYours | ConsentMissing:
    """The grants under which the actor may be shown this child's data, and their trace.

    At least one of `purposes` must stand. Within the caller's transaction.
    """
    if not await is_close_to(actor, child_id, clock=clock):
        return NotYours()
    grants = await require_each(
        actor,
        subjects=[child_id],
        purposes=purposes,
        act=Act.USE if actor.person_id == child_id else Act.PROVIDE,
        receiver_id=actor.person_id,
        clock=clock,
        ids=ids,
    )
    if not grants:
        return ConsentMissing(child_id, min(purposes))
    return {purpose: grant for (_, purpose), grant in grants.items()}
