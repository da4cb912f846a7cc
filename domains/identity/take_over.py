"""The person comes with a sign-in of their own: the stand-in account becomes theirs."""

from dataclasses import dataclass
from uuid import UUID

from domains.identity.end_sessions_of_person import end_sessions_of_person
from domains.identity.end_stand_in import BECAUSE_TAKEN_OVER, close
from domains.identity.models import (
    Account,
    ContactNumber,
    Device,
    Person,
    Relation,
    RoleGrant,
    StandIn,
)
from domains.identity.offices_held import holds_office
from domains.identity.stand_in_policy import STAFF
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class TakenOver:
    """From now on the sign-in opens the person's account, and the centre's access is over."""

    stand_in_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class NotAFreshAccount:
    """The sign-in is already somebody's with ties, offices or devices: two people are not one."""


async def take_over(
    actor: Actor, *, person_id: UUID, newcomer: UUID, clock: Clock, ids: Ids
) -> TakenOver | NotAFreshAccount:
    """Within the caller's transaction: the newcomer's sign-ins now mean the stand-in's person.

    What the first sign-in had enrolled stays behind empty, since traces name it; it says whom it
    became, and is erased with them. Its sessions end: the next sign-in is the person's own, and
    the desk's doings stay in the audit under both names.
    """
    stand_in = await StandIn.select_for_update().get_or_none(person_id=person_id, ended_at=None)
    if stand_in is None or not await _fresh(newcomer):
        return NotAFreshAccount()
    if not await holds_office(actor, *STAFF, at=clock.now(), unit_id=stand_in.centre_id):
        return NotAFreshAccount()
    await Account.filter(person_id=newcomer).update(person_id=person_id)
    await Person.filter(id=newcomer).update(became_id=person_id)
    await end_sessions_of_person(newcomer, because="taken_over", clock=clock, ids=ids)
    await close(stand_in, because=BECAUSE_TAKEN_OVER, clock=clock, ids=ids)
    await audit.record(
        actor,
        "identity.stand_in.take_over",
        subject_id=person_id,
        reference=stand_in.id,
        clock=clock,
        ids=ids,
    )
    return TakenOver(stand_in.id, person_id)


async def _fresh(newcomer: UUID) -> bool:
    """Locks the newcomer, so that no tie comes about meanwhile."""
    if await Person.select_for_update().get_or_none(id=newcomer) is None:
        return False
    return not (
        await Relation.filter(holder_id=newcomer).exists()
        or await Relation.filter(subject_id=newcomer).exists()
        or await RoleGrant.filter(person_id=newcomer).exists()
        or await Device.filter(person_id=newcomer).exists()
        or await ContactNumber.filter(person_id=newcomer).exists()
        or await StandIn.filter(person_id=newcomer).exists()
    )
