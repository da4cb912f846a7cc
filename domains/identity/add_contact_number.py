"""Somebody names a telephone number of theirs; a code that goes there will prove it."""

from dataclasses import dataclass, field
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.contact_models import ContactNumber
from domains.identity.contact_policy import (
    MOST_NUMBERS,
    UNPROVED_KEPT,
    LineKind,
    Unusable,
    UsableNumber,
    masked,
    may_ask_again,
    read_number,
)
from domains.identity.events import ContactCodeAsked
from domains.identity.models import Person
from domains.identity.who_calls import bucket_of
from domains.kernel import audit, outbox, personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class NumberAdded:
    """A code is on its way to it. `verified` where the number was proved before: none is."""

    number_id: UUID
    shown: str = field(repr=False)
    ways: frozenset[LineKind]
    verified: bool = False


@dataclass(frozen=True, slots=True)
class NumberUnusable:
    because: Unusable


@dataclass(frozen=True, slots=True)
class TooManyNumbers:
    most: int = MOST_NUMBERS


@dataclass(frozen=True, slots=True)
class CodeJustSent:
    """Another one comes a minute later at the earliest."""

    number_id: UUID


AddNumberOutcome = NumberAdded | NumberUnusable | TooManyNumbers | CodeJustSent


async def add_contact_number(
    actor: Actor, person_id: UUID, typed: str, *, clock: Clock, ids: Ids
) -> AddNumberOutcome:
    """For oneself (`actor.speaks_for`), or for whom a centre stands in for.

    Naming a number again that is not yet proved asks for another code.
    """
    read = read_number(typed)
    if isinstance(read, Unusable):
        return NumberUnusable(read)
    sealed = await personal.seal(person_id, read.e164)
    async with in_transaction():
        await Person.select_for_update().get(id=person_id)
        unproved_before = clock.now() - UNPROVED_KEPT
        await ContactNumber.filter(
            person_id=person_id, verified_at=None, asked_at__lt=unproved_before
        ).delete()
        rows = await ContactNumber.filter(person_id=person_id).order_by("id")
        known = await _same(person_id, rows, read)
        if known is not None:
            return await _ask_again(actor, known, read, clock=clock, ids=ids)
        if len(rows) >= MOST_NUMBERS:
            return TooManyNumbers()
        row = await _new_row(person_id, sealed, read, clock=clock, ids=ids)
        return await _asked(actor, row, read, clock=clock, ids=ids)


async def _same(
    person_id: UUID, rows: list[ContactNumber], read: UsableNumber
) -> ContactNumber | None:
    """Sealed text of the same number differs each time: a person's few are opened to compare."""
    opened = await personal.open_each([(person_id, bytes(row.number)) for row in rows])
    return next(
        (row for row, number in zip(rows, opened, strict=True) if number == read.e164), None
    )


async def _new_row(
    person_id: UUID, sealed: bytes, read: UsableNumber, *, clock: Clock, ids: Ids
) -> ContactNumber:
    return await ContactNumber.create(
        id=ids.new(),
        person_id=person_id,
        number=sealed,
        bucket=bucket_of(read.e164),
        sms_line_id=ids.new() if LineKind.SMS in read.ways else None,
        voice_line_id=ids.new() if LineKind.VOICE in read.ways else None,
        added_at=clock.now(),
        asked_at=clock.now(),
    )


async def _ask_again(
    actor: Actor, row: ContactNumber, read: UsableNumber, *, clock: Clock, ids: Ids
) -> NumberAdded | CodeJustSent:
    if row.verified_at is not None:
        return NumberAdded(row.id, masked(read.e164), read.ways, verified=True)
    if not may_ask_again(row.asked_at, now=clock.now()):
        return CodeJustSent(row.id)
    row.asked_at = clock.now()
    await row.save(update_fields=["asked_at"])
    return await _asked(actor, row, read, clock=clock, ids=ids)


async def _asked(
    actor: Actor, row: ContactNumber, read: UsableNumber, *, clock: Clock, ids: Ids
) -> NumberAdded:
    await audit.record(
        actor,
        "identity.contact_number.add",
        subject_id=row.person_id,
        reference=row.id,
        clock=clock,
        ids=ids,
    )
    await outbox.record(ContactCodeAsked(row.id, row.person_id), clock=clock, ids=ids)
    return NumberAdded(row.id, masked(read.e164), read.ways)
