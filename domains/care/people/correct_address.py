"""Her address was written down wrongly: she lives where she lived, and her home stays hers."""

from dataclasses import dataclass
from uuid import UUID

from domains.care.people.access import NotYourSenior, enrolment_of, may_say_where
from domains.care.people.models import Residence
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class AddressCorrected:
    enrolment_id: UUID


async def correct_address(
    actor: Actor, senior_id: UUID, address: bytes, *, clock: Clock, ids: Ids
) -> AddressCorrected | NotYourSenior:
    """Within the caller's transaction. She says it, or her centre; `address` is sealed for her.
    Another dong is another flat: a move. The wrong address is not kept (개인정보 보호법 §36)."""
    enrolment = await enrolment_of(senior_id, at=clock.now())
    if enrolment is None or not await may_say_where(actor, enrolment, at=clock.now()):
        return NotYourSenior()
    await Residence.filter(enrolment_id=enrolment.id, until=None).update(address=address)
    await audit.record(
        actor,
        "care.residence.correct",
        subject_id=senior_id,
        reference=enrolment.id,
        clock=clock,
        ids=ids,
    )
    return AddressCorrected(enrolment.id)
