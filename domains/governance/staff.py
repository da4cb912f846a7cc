"""Who sits at the desk, and whose cases are not theirs to handle."""

from datetime import datetime
from uuid import UUID

from domains.governance.models import Case
from domains.identity import public as identity
from domains.kernel.actor import Actor, Role

DESK = frozenset({Role.OFFICER, Role.DPO})


def is_staff(actor: Actor) -> bool:
    """An officer or the data-protection officer; or the house itself."""
    return actor.system is not None or bool(actor.roles & DESK)


def is_dpo(actor: Actor) -> bool:
    return actor.has(Role.DPO)


async def may_handle(actor: Actor, case: Case, *, at: datetime) -> bool:
    """Staff, and not in their own affairs: neither their case nor that of their child."""
    if actor.system is not None:
        return True
    if actor.person_id is None or not is_staff(actor):
        return False
    own = await own_circle(actor.person_id, at=at)
    return case.subject_id not in own and case.applicant_id not in own


async def own_circle(person_id: UUID, *, at: datetime) -> frozenset[UUID]:
    """The person, their children, and those children's other parents."""
    children = await identity.children_of(person_id, at=at)
    guardians = await identity.guardians_of_each(children, at=at)
    partners = {holder for holders in guardians.values() for holder in holders}
    return frozenset({person_id, *children, *partners})
