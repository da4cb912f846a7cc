"""Who may say something about a senior's home: she herself, her guardians, her centre."""

from datetime import datetime
from uuid import UUID

from domains.care.people.access import enrolment_of
from domains.care.people.models import Enrolment
from domains.care.people.speaks_for_her import speaks_for_her
from domains.consent.public import Purpose, standing_purposes
from domains.kernel.actor import Actor


async def may_tell(actor: Actor, senior_id: UUID, *, at: datetime) -> bool:
    """Within a transaction. Guardians are those whom she wants asked, and who see her check-ins."""
    enrolment = await enrolment_of(senior_id, at=at)
    return enrolment is not None and await speaks_for_her(actor, enrolment, at=at)


async def may_read_what_was_told(actor: Actor, senior_id: UUID, *, at: datetime) -> bool:
    """The same people, without her enrolment's lock: who only looks keeps nobody waiting, and waits
    for nobody."""
    row = await Enrolment.get_or_none(senior_id=senior_id)
    if row is None or row.stands_since is None:
        return False
    allowed = (await standing_purposes([senior_id], at=at))[senior_id]
    return Purpose.CARE_CHECK_INS in allowed and await speaks_for_her(actor, row, at=at)
