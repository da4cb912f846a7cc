"""Her plan in her own words, and how to get into her flat: both sealed before they come here."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.access import NotYourSenior, own_enrolment
from domains.care.people.models import Enrolment, Residence
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Written:
    enrolment_id: UUID


async def write_own_words(
    actor: Actor, own_words: bytes | None, *, clock: Clock, ids: Ids
) -> Written | NotYourSenior:
    """What she wants to be done, as she says it; None takes it back."""
    async with in_transaction():
        enrolment = await own_enrolment(actor, at=clock.now())
        if enrolment is None:
            return NotYourSenior()
        enrolment.own_words = own_words
        await enrolment.save(update_fields=["own_words"])
        return await _note(actor, enrolment, "care.plan.write", clock, ids)


async def write_key_box(
    actor: Actor, note: bytes | None, *, clock: Clock, ids: Ids
) -> Written | NotYourSenior:
    """How to get in. Only a hand-over opens it: she reads it in her copy, nobody on a screen."""
    async with in_transaction():
        enrolment = await own_enrolment(actor, at=clock.now())
        if enrolment is None:
            return NotYourSenior()
        await Residence.filter(enrolment_id=enrolment.id, until=None).update(key_box_note=note)
        return await _note(actor, enrolment, "care.key_box.write", clock, ids)


async def _note(actor: Actor, enrolment: Enrolment, what: str, clock: Clock, ids: Ids) -> Written:
    await audit.record(
        actor, what, subject_id=enrolment.senior_id, reference=enrolment.id, clock=clock, ids=ids
    )
    return Written(enrolment.id)
