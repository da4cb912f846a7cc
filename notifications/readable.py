"""What somebody may still read: an entry lives as long as the relation and the consent it rests on.

Being told was right then; what is shown is decided when it is shown. An ended guardianship leaves
no trace of the child behind the bell, and comes back whole when it is granted again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, LiteralString
from uuid import UUID

from domains.consent import public as consent
from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Role
from notifications.audience import GUARDIAN_KINDS


@dataclass(frozen=True, slots=True)
class Readable:
    """About whom a person may read, and which of those people's consents stand, pair by pair."""

    subjects: list[UUID]
    consenting: list[UUID]
    consents: list[str]


VISIBLE: Final[LiteralString] = """
    notifications.inbox JOIN notifications.notices USING (event_id)
    WHERE inbox.person_id = $1 AND inbox.visible_from <= $2
      AND (notices.subject_id IS NULL OR notices.subject_id = ANY($3::uuid[]))
      AND (notices.purpose IS NULL OR (notices.subject_id, notices.purpose::text) IN (
          SELECT * FROM unnest($4::uuid[], $5::text[])))
"""
"""The entries of person $1 at moment $2; $3 to $5 are the fields of their Readable.

An SOS has no purpose: it rests on the relation alone. An entry without its notice is hidden,
for nothing says whom it was about."""


async def readable_by(person_id: UUID, *, at: datetime) -> Readable:
    """What relations, offices and consents allow at this moment."""
    subjects = await _subjects(person_id, at=at)
    standing = await consent.standing_purposes(subjects, at=at)
    pairs = [(subject, purpose) for subject in subjects for purpose in sorted(standing[subject])]
    return Readable(
        subjects=list(subjects),
        consenting=[subject for subject, _ in pairs],
        consents=[purpose.value for _, purpose in pairs],
    )


async def _subjects(person_id: UUID, *, at: datetime) -> Collection[UUID]:
    """Oneself, those whom one stands in for, and for the control room whoever it was told of."""
    subjects = {person_id}
    for kind in GUARDIAN_KINDS:
        subjects.update(await identity.subjects_of(person_id, kind=kind, at=at))
    if Role.OPERATOR in await identity.roles_of(person_id, at=at):
        subjects.update(await _told_of(person_id))
    return subjects


async def _told_of(person_id: UUID) -> Collection[UUID]:
    rows = await sql.fetch(
        """
        SELECT DISTINCT subject_id FROM notifications.inbox
        JOIN notifications.notices USING (event_id)
        WHERE person_id = $1 AND subject_id IS NOT NULL
        """,
        person_id,
    )
    return {row["subject_id"] for row in rows}
