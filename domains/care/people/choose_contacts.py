"""Whom the senior wants asked, and in which order; and when each of them may be called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from tortoise.transactions import in_transaction

from domains.care.people.access import NotYourSenior, enrolment_of, is_guardian_of, own_enrolment
from domains.care.people.hours import ALWAYS, Hours
from domains.care.people.models import Enrolment, GuardianContact
from domains.care.people.vocabulary import Depth
from domains.identity import public as identity
from domains.identity.public import RelationKind
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

MOST_CONTACTS = 8
MOST_SPANS = 14
OSAN = "Asia/Seoul"


@dataclass(frozen=True, slots=True)
class ContactsChosen:
    enrolment_id: UUID
    person_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class NotAGuardian:
    """No standing guardian of hers; first the tie is made (an invitation, or a claim)."""

    person_id: UUID


@dataclass(frozen=True, slots=True)
class TooManyContacts:
    most: int = MOST_CONTACTS


@dataclass(frozen=True, slots=True)
class HoursSaid:
    person_id: UUID


@dataclass(frozen=True, slots=True)
class NoSuchHours:
    """A time zone that the world has not, weekdays beyond 0 to 6, no span, or too many."""


async def choose_contacts(
    actor: Actor, person_ids: Sequence[UUID], *, clock: Clock, ids: Ids
) -> ContactsChosen | NotAGuardian | TooManyContacts | NotYourSenior:
    """All of them anew, first to be asked first. Who stays keeps their hours and what they see."""
    chosen = tuple(dict.fromkeys(person_ids))
    async with in_transaction():
        enrolment = await own_enrolment(actor, at=clock.now())
        if enrolment is None:
            return NotYourSenior()
        if len(chosen) > MOST_CONTACTS:
            return TooManyContacts()
        stranger = await _stranger_among(enrolment.senior_id, chosen, at=clock.now())
        if stranger is not None:
            return NotAGuardian(stranger)
        await _put_in_order(enrolment, chosen, ids)
        await _note(actor, enrolment, "care.contacts.choose", clock, ids)
        return ContactsChosen(enrolment.id, chosen)


async def say_hours(
    actor: Actor,
    *,
    senior_id: UUID,
    person_id: UUID,
    time_zone: str,
    hours: Sequence[Hours],
    clock: Clock,
    ids: Ids,
) -> HoursSaid | NoSuchHours | NotYourSenior:
    """A guardian says when they may be called, or the senior says it for them."""
    if not _makes_sense(time_zone, hours):
        return NoSuchHours()
    async with in_transaction():
        enrolment = await enrolment_of(senior_id, at=clock.now())
        if enrolment is None or not await _may_say(actor, senior_id, person_id, at=clock.now()):
            return NotYourSenior()
        changed = await GuardianContact.filter(
            enrolment_id=enrolment.id, person_id=person_id
        ).update(time_zone=time_zone, hours=[span.stored() for span in hours])
        if not changed:
            return NotYourSenior()
        await _note(actor, enrolment, "care.contacts.hours", clock, ids)
        return HoursSaid(person_id)


async def _stranger_among(
    senior_id: UUID, person_ids: Sequence[UUID], *, at: datetime
) -> UUID | None:
    guardians = await identity.guardians_of(senior_id, at=at, kind=RelationKind.SENIOR_GUARDIAN)
    return next((person for person in person_ids if person not in guardians), None)


async def _put_in_order(enrolment: Enrolment, chosen: Sequence[UUID], ids: Ids) -> None:
    held = {row.person_id: row for row in await GuardianContact.filter(enrolment_id=enrolment.id)}
    await GuardianContact.filter(
        enrolment_id=enrolment.id, person_id__in=[who for who in held if who not in chosen]
    ).delete()
    for rank, person_id in enumerate(chosen, start=1):
        if (row := held.get(person_id)) is not None:
            row.rank = rank
            await row.save(update_fields=["rank"])
            continue
        await GuardianContact.create(
            id=ids.new(),
            enrolment_id=enrolment.id,
            senior_id=enrolment.senior_id,
            person_id=person_id,
            rank=rank,
            time_zone=OSAN,
            hours=[span.stored() for span in ALWAYS],
            depth=Depth.STATE,
        )


async def _may_say(actor: Actor, senior_id: UUID, person_id: UUID, *, at: datetime) -> bool:
    if actor.speaks_for == senior_id:
        return True
    return actor.person_id == person_id and await is_guardian_of(actor, senior_id, at=at)


def _makes_sense(time_zone: str, hours: Sequence[Hours]) -> bool:
    spans = 1 <= len(hours) <= MOST_SPANS
    days = all(span.weekdays and span.weekdays <= frozenset(range(7)) for span in hours)
    return spans and days and time_zone in available_timezones()


async def _note(actor: Actor, enrolment: Enrolment, what: str, clock: Clock, ids: Ids) -> None:
    await audit.record(
        actor, what, subject_id=enrolment.senior_id, reference=enrolment.id, clock=clock, ids=ids
    )
