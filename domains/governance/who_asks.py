"""As whom somebody asks for a right, and who may follow a case."""

from datetime import datetime, timedelta
from uuid import UUID

from domains.consent.public import AGE_OF_OWN_CONSENT
from domains.governance.models import Case
from domains.governance.staff import may_handle
from domains.governance.vocabulary import Capacity, Proof
from domains.identity import public as identity
from domains.kernel.actor import Actor
from domains.kernel.clock import seoul_date


async def capacity_of(actor: Actor, *, subject_id: UUID, at: datetime) -> Capacity | None:
    """None for whoever has no say; a person who does not exist looks just like that.

    A child may ask for itself at any age; a guardian for a child under 14 (개인정보보호법 §38②).
    """
    if actor.speaks_for == subject_id:
        return Capacity.DESK if actor.stand_in_id is not None else Capacity.SELF
    if actor.person_id is None or actor.stand_in_id is not None:
        return None
    guards = await identity.is_guardian(holder_id=actor.person_id, subject_id=subject_id, at=at)
    return Capacity.GUARDIAN if guards and await _is_child(subject_id, at=at) else None


def proof_of(
    actor: Actor, capacity: Capacity, *, at: datetime, fresh_for: timedelta
) -> Proof | None:
    """What the actor proves by being signed in; None where the desk must look itself.

    A person's own fresh sign-in says who they are. A guardianship was checked by an officer, and
    the guardian's fresh sign-in says that it is they.
    """
    if actor.signed_in_at is None or at - actor.signed_in_at >= fresh_for:
        return None
    match capacity:
        case Capacity.SELF:
            return Proof.FRESH_SIGN_IN
        case Capacity.GUARDIAN:
            return Proof.GUARDIANSHIP
        case _:
            return None


async def may_follow(actor: Actor, case: Case, *, at: datetime) -> bool:
    """Whose case it is: the subject's; the guardian's, as long as they are; a representative's."""
    if actor.speaks_for == case.subject_id:
        return True
    if actor.person_id is None or actor.person_id != case.applicant_id:
        return False
    if case.capacity is not Capacity.GUARDIAN:
        return case.capacity is Capacity.REPRESENTATIVE
    capacity = await capacity_of(actor, subject_id=case.subject_id, at=at)
    return capacity is Capacity.GUARDIAN


async def may_receive(actor: Actor, case: Case, *, at: datetime) -> bool:
    """Who is shown what is shown once: whose case it is, or the desk for whoever came to it."""
    if await may_follow(actor, case, at=at):
        return True
    by_desk = case.capacity in {Capacity.DESK, Capacity.REPRESENTATIVE}
    return by_desk and await may_handle(actor, case)


async def _is_child(person_id: UUID, *, at: datetime) -> bool:
    card = (await identity.people([person_id], named=False)).get(person_id)
    if card is None or card.birth_date is None:
        return False
    return identity.age_on(card.birth_date, seoul_date(at)) < AGE_OF_OWN_CONSENT
