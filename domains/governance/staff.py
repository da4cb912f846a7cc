"""Who sits at the desk, and whose cases are not theirs to handle."""

from domains.governance.models import Case
from domains.identity import public as identity
from domains.kernel.actor import Actor, Role

DESK = frozenset({Role.OFFICER, Role.DPO})


def is_staff(actor: Actor) -> bool:
    """An officer or the data-protection officer; or the house itself."""
    return actor.system is not None or bool(actor.roles & DESK)


def is_dpo(actor: Actor) -> bool:
    return actor.has(Role.DPO)


async def may_handle(actor: Actor, case: Case) -> bool:
    """Staff, and not in their own affairs: neither their own case nor one of their family."""
    if actor.system is not None:
        return True
    if actor.person_id is None or not is_staff(actor):
        return False
    own = await identity.kin_of(actor.person_id)
    return case.subject_id not in own and case.applicant_id not in own
