"""What a person, or who may decide for them, sees of their consents."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.consent.catalogue import CATALOGUE, Purpose, Terms, wording
from domains.kernel import sql
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class PurposeView:
    """One purpose with its text and whether it stands for the subject."""

    terms: Terms
    text: str
    stands: bool
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LocationUseView:
    """One line of "who looked, when, why"."""

    id: UUID
    at: datetime
    purposes: tuple[Purpose, ...]
    act: str
    actor_id: UUID | None
    actor_system: str | None
    receiver_id: UUID | None


async def purposes_of(subject_id: UUID, *, locale: Locale) -> list[PurposeView]:
    """Every declared purpose with the subject's state."""
    rows = await sql.fetch(
        """
        SELECT DISTINCT ON (purpose) purpose, action = 'granted' AS stands, at AS changed_at
        FROM consent.ledger WHERE subject_id = $1 ORDER BY purpose, at DESC, id DESC
        """,
        subject_id,
    )
    known = {row["purpose"]: row for row in rows}
    return [
        PurposeView(
            terms=terms,
            text=wording(purpose, locale),
            stands=purpose in known and known[purpose]["stands"],
            changed_at=known[purpose]["changed_at"] if purpose in known else None,
        )
        for purpose, terms in CATALOGUE.items()
    ]


async def location_uses_of(
    subject_id: UUID, *, limit: int, before: UUID | None
) -> list[LocationUseView]:
    """The subject's location-use records, newest first, keyset-paged by id."""
    rows = await sql.fetch(
        """
        SELECT id, at, purposes, act, actor_id, actor_system, receiver_id
        FROM consent.location_uses
        WHERE subject_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
        """,
        subject_id,
        before,
        limit,
    )
    return [
        LocationUseView(
            id=row["id"],
            at=row["at"],
            purposes=tuple(map(Purpose, row["purposes"])),
            act=row["act"],
            actor_id=row["actor_id"],
            actor_system=row["actor_system"],
            receiver_id=row["receiver_id"],
        )
        for row in rows
    ]
