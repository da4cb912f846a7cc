"""Who may say something about a senior's home: she herself, her guardians, her centre."""

from datetime import datetime
from uuid import UUID

from domains.care.people.access import enrolment_of, is_of_centre
from domains.care.people.read_plans import contacts_of
from domains.kernel.actor import Actor


async def may_tell(actor: Actor, senior_id: UUID, *, at: datetime) -> bool:
    """Within a transaction. Guardians are those whom she wants asked."""
    enrolment = await enrolment_of(senior_id, at=at)
    if enrolment is None:
        return False
    if actor.speaks_for == senior_id:
        return True
    if actor.person_id is None or actor.stand_in_id is not None:
        return False
    contacts = (await contacts_of([senior_id], at=at))[senior_id]
    if actor.person_id in {contact.person_id for contact in contacts}:
        return True
    return await is_of_centre(actor.person_id, enrolment.centre_id, at=at)
