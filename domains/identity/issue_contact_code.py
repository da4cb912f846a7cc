"""The code that proves a number: made where it is told, so that no table ever holds it readable."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.identity.contact_models import ContactNumber
from domains.identity.contact_policy import CODE_LIVES, LineKind
from domains.identity.invitation_code import code_hash
from domains.kernel.clock import Clock

DIGITS = 6


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """Six digits for one line; only whoever has the telephone learns them."""

    person_id: UUID
    line_id: UUID
    kind: LineKind
    code: str = field(repr=False)
    ends_at: datetime


async def issue_contact_code(number_id: UUID, *, clock: Clock) -> IssuedCode | None:
    """In the caller's transaction; the code before it counts no more. None: nothing to prove."""
    row = await ContactNumber.select_for_update().get_or_none(id=number_id, verified_at=None)
    if row is None:
        return None
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row.code_hash = await hash_of(row.id, code)
    row.code_ends_at, row.code_tries = clock.now() + CODE_LIVES, 0
    await row.save(update_fields=["code_hash", "code_ends_at", "code_tries"])
    kind, line = _line(row)
    return IssuedCode(row.person_id, line, kind, code, row.code_ends_at)


async def hash_of(number_id: UUID, code: str) -> bytes:
    """Of a million codes each costs some 40 ms to try, and each is good for five minutes."""
    return await code_hash(f"{number_id}:{code}")


def _line(row: ContactNumber) -> tuple[LineKind, UUID]:
    if row.sms_line_id is not None:
        return LineKind.SMS, row.sms_line_id
    assert row.voice_line_id is not None, "a number takes at least one way"
    return LineKind.VOICE, row.voice_line_id
