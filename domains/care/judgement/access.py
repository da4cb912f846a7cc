"""Who may say something about a senior's home: she herself, her guardians, her centre."""

from datetime import datetime
from uuid import UUID

from domains.care.people.access import enrolment_of, look_at_enrolment_of
from domains.care.people.speaks_for_her import speaks_for_her
from domains.kernel.actor import Actor


async def may_tell(actor: Actor, senior_id: UUID, *, at: datetime) -> bool:
    """Within a transaction. Guardians are those whom she wants asked, and who see her check-ins."""
    enrolment = await enrolment_of(senior_id, at=at)
    return enrolment is not None and await speaks_for_her(actor, enrolment, at=at)


async def may_read_what_was_told(actor: Actor, senior_id: UUID, *, at: datetime) -> bool:
    """The same people, without her enrolment's lock."""
    row = await look_at_enrolment_of(senior_id, at=at)
    if row is None or row.stands_since is None:
        return False
    return await speaks_for_her(actor, row, at=at)
