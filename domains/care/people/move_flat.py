"""She moves: another flat, perhaps another dong and care worker; what was stays on record."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.events import SeniorMoved
from domains.care.people.access import (
    NotYourSenior,
    enrolment_of,
    hold_centre_serving,
    may_say_where,
)
from domains.care.people.enrol import DongNotServed, Flat
from domains.care.people.models import Enrolment, Residence
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Moved:
    """From now on the care workers of `dong_id` look after her."""

    enrolment_id: UUID
    dong_id: UUID
    centre_id: UUID


async def move_flat(
    actor: Actor, senior_id: UUID, flat: Flat, *, clock: Clock, ids: Ids
) -> Moved | DongNotServed | NotYourSenior:
    """She says it, or her centre. The key-box note of the old flat and its place
    on the map go with the old flat. What else it ends: `care.move_flat`."""
    async with in_transaction():
        centre_id = await hold_centre_serving(flat.dong_id)
        enrolment = await enrolment_of(senior_id, at=clock.now())
        if enrolment is None or not await may_say_where(actor, enrolment, at=clock.now()):
            return NotYourSenior()
        if centre_id is None:
            return DongNotServed()
        old = await _move(enrolment, flat, clock, ids)
        enrolment.centre_id = centre_id
        await enrolment.save(update_fields=["centre_id"])
        await audit.record(
            actor,
            "care.residence.change",
            subject_id=senior_id,
            reference=enrolment.id,
            clock=clock,
            ids=ids,
        )
        event = SeniorMoved(
            enrolment_id=enrolment.id,
            senior_id=senior_id,
            from_dong_id=old.dong_id,
            to_dong_id=flat.dong_id,
        )
        await outbox.record(event, clock=clock, ids=ids)
        return Moved(enrolment.id, flat.dong_id, centre_id)


async def _move(enrolment: Enrolment, flat: Flat, clock: Clock, ids: Ids) -> Residence:
    old = await Residence.select_for_update().get(enrolment_id=enrolment.id, until=None)
    old.until, old.key_box_note, old.place = clock.now(), None, None
    await old.save(update_fields=["until", "key_box_note", "place"])
    await Residence.create(
        id=ids.new(),
        enrolment_id=enrolment.id,
        senior_id=enrolment.senior_id,
        dong_id=flat.dong_id,
        address=flat.address,
        key_box_note=flat.key_box_note,
        since=clock.now(),
    )
    return old
