"""Where to send somebody and how they get in: opened for those who go there, and traced."""

from dataclasses import dataclass, field

from domains.care.people.care_plan import CarePlan
from domains.kernel import audit, personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class HandOver:
    """What 119 is told of a home; None where the senior's key was destroyed or she said nothing."""

    address: str | None = field(repr=False)
    key_box_note: str | None = field(repr=False)


async def open_for_hand_over(actor: Actor, plan: CarePlan, *, clock: Clock, ids: Ids) -> HandOver:
    """Open address and key-box note in the caller's transaction; no other code opens the note.

    Raises KeysUnavailable: the hand-over then goes out without them, and is completed later.
    """
    await audit.record(
        actor,
        "care.home.open",
        subject_id=plan.senior_id,
        reference=plan.enrolment_id,
        why=audit.Why.EMERGENCY,
        clock=clock,
        ids=ids,
    )
    sealed = [plan.address] if plan.key_box_note is None else [plan.address, plan.key_box_note]
    opened = await personal.open_each([(plan.senior_id, bytes(text)) for text in sealed])
    return HandOver(opened[0], opened[1] if len(opened) > 1 else None)
