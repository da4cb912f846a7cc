"""Where her home lies on the map of those who visit her: only if she wants it, and sealed."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.access import NotYourSenior, enrolment_of, may_say_where
from domains.care.people.models import Residence
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class HomePinned:
    """`is_shown` is False once it was taken back."""

    enrolment_id: UUID
    is_shown: bool


async def pin_home(
    actor: Actor, senior_id: UUID, place: bytes | None, *, clock: Clock, ids: Ids
) -> HomePinned | NotYourSenior:
    """She says it, or her centre with her word for it; None takes it back. `place` is sealed as
    `written` has it."""
    async with in_transaction():
        enrolment = await enrolment_of(senior_id, at=clock.now())
        if enrolment is None or not await may_say_where(actor, enrolment, at=clock.now()):
            return NotYourSenior()
        await Residence.filter(enrolment_id=enrolment.id, until=None).update(place=place)
        await audit.record(
            actor,
            "care.home.pin",
            subject_id=senior_id,
            reference=enrolment.id,
            clock=clock,
            ids=ids,
        )
        return HomePinned(enrolment.id, place is not None)
