"""Her own view: the plan, who sees what, and what it says on the page that she takes home."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.access import look_at_enrolment_of
from domains.care.people.models import Enrolment, Residence
from domains.care.people.on_duty import on_duty
from domains.care.people.read_plans import contacts_of
from domains.care.people.show_care import (
    ContactView,
    PauseView,
    contact_views,
    pause_of,
    unit_names,
    words_of,
)
from domains.care.people.vocabulary import Depth, Way
from domains.consent.public import Purpose, standing_purposes
from domains.identity import public as identity
from domains.kernel import personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class OwnCare:
    """`stands` is False until the centre has accepted; `worker` is who is on duty now."""

    enrolment_id: UUID
    name: str = field(repr=False)
    dong: str
    centre: str
    way: Way
    stands: bool
    pause: PauseView | None
    own_words: str | None = field(repr=False)
    address: str | None = field(repr=False)
    has_key_box: bool
    contacts: Sequence[ContactView]
    worker: str | None = field(repr=False)
    worker_depth: Depth
    centre_depth: Depth
    location_in_emergency: bool


async def show_own_care(actor: Actor, *, clock: Clock) -> OwnCare | None:
    """Hers, accepted yet or not; None where she asked for none, or took her consent back."""
    if actor.speaks_for is None:
        return None
    async with in_transaction():
        row = await look_at_enrolment_of(actor.speaks_for, at=clock.now())
        return None if row is None else await _own(actor, row, at=clock.now())


async def _own(actor: Actor, row: Enrolment, *, at: datetime) -> OwnCare:
    home = await Residence.get(enrolment_id=row.id, until=None)
    contacts = (await contacts_of([row.senior_id], at=at))[row.senior_id]
    allowed = await standing_purposes([row.senior_id], at=at)
    duty = await on_duty(home.dong_id, at=at)
    asked = [row.senior_id, *([duty.worker_id] if duty else [])]
    cards = await identity.people(asked)
    names = await unit_names([home.dong_id, row.centre_id])
    return OwnCare(
        enrolment_id=row.id,
        name=cards[row.senior_id].display_name,
        dong=names.get(home.dong_id, ""),
        centre=names.get(row.centre_id, ""),
        way=row.way,
        stands=row.stands_since is not None,
        pause=await pause_of(row.id, Depth.SENSORS, at=at),
        own_words=await words_of(actor, row),
        address=await personal.reveal(row.senior_id, bytes(home.address)),
        has_key_box=home.key_box_note is not None,
        contacts=await contact_views(contacts),
        worker=cards[duty.worker_id].display_name if duty else None,
        worker_depth=row.worker_depth,
        centre_depth=row.centre_depth,
        location_in_emergency=Purpose.CARE_LOCATION in allowed[row.senior_id],
    )
