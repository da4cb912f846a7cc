"""The code that went to a number was typed: the telephone is in the person's hands."""

import hmac
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.contact_models import ContactNumber
from domains.identity.contact_policy import CODE_TRIES, code_counts
from domains.identity.issue_contact_code import hash_of
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class NumberVerified:
    number_id: UUID


@dataclass(frozen=True, slots=True)
class WrongCode:
    tries_left: int


@dataclass(frozen=True, slots=True)
class CodeOver:
    """Too old, guessed at too often, or not there yet: ask for another."""


@dataclass(frozen=True, slots=True)
class NoSuchNumber:
    """Not this person's, or unknown: the two look alike on purpose."""


VerifyOutcome = NumberVerified | WrongCode | CodeOver | NoSuchNumber


async def verify_contact_number(
    actor: Actor, person_id: UUID, number_id: UUID, code: str, *, clock: Clock, ids: Ids
) -> VerifyOutcome:
    """From now on alarms that no push brings home come here. Repeating it changes nothing."""
    typed = await hash_of(number_id, "".join(code.split()))
    async with in_transaction():
        row = await ContactNumber.select_for_update().get_or_none(id=number_id, person_id=person_id)
        if row is None:
            return NoSuchNumber()
        if row.verified_at is not None:
            return NumberVerified(row.id)
        if not code_counts(ends_at=row.code_ends_at, tries=row.code_tries, now=clock.now()):
            return CodeOver()
        if row.code_hash is None or not hmac.compare_digest(bytes(row.code_hash), typed):
            return await _count(row)
        await _accept(actor, row, clock=clock, ids=ids)
        return NumberVerified(row.id)


async def _count(row: ContactNumber) -> WrongCode:
    row.code_tries += 1
    await row.save(update_fields=["code_tries"])
    return WrongCode(CODE_TRIES - row.code_tries)


async def _accept(actor: Actor, row: ContactNumber, *, clock: Clock, ids: Ids) -> None:
    row.verified_at, row.code_hash, row.code_ends_at = clock.now(), None, None
    await row.save(update_fields=["verified_at", "code_hash", "code_ends_at"])
    await audit.record(
        actor,
        "identity.contact_number.verify",
        subject_id=row.person_id,
        reference=row.id,
        clock=clock,
        ids=ids,
    )
