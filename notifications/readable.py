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

SENIOR = identity.RelationKind.SENIOR_GUARDIAN
OFFICES: Final = frozenset(
    {Role.OPERATOR, Role.CARE_WORKER, Role.CENTRE_MANAGER, Role.CENTRE_STAFF}
)
"""Whoever holds one is told of people to whom nothing else ties them."""

CALL_FOR_HELP = ""
"""Stands for a circle that names no scope."""


@dataclass(frozen=True, slots=True)
class Readable:
    """About whom a person may read, and which of those people's consents stand, pair by pair.

    `seniors` are read about as far as each shares `scopes`, pair by pair too.
    """

    subjects: list[UUID]
    seniors: list[UUID]
    scopes: list[str]
    consenting: list[UUID]
    consents: list[str]

    @property
    def arguments(self) -> tuple[list[UUID], list[UUID], list[str], list[UUID], list[str]]:
        """$3 to $7 of VISIBLE."""
        return self.subjects, self.seniors, self.scopes, self.consenting, self.consents


VISIBLE: Final[LiteralString] = """
    notifications.inbox JOIN notifications.notices USING (event_id)
    WHERE inbox.person_id = $1 AND inbox.visible_from <= $2
      AND (notices.subject_id IS NULL OR notices.subject_id = ANY($3::uuid[]) OR EXISTS (
          SELECT 1 FROM jsonb_array_elements(notices.notification::jsonb -> 'audience') AS circle
          JOIN unnest($4::uuid[], $5::text[]) AS shares (senior, scope)
              ON shares.senior = notices.subject_id
              AND coalesce(circle ->> 'sees', shares.scope) = shares.scope
          WHERE circle ->> 'subject_id' = notices.subject_id::text))
      AND (notices.purpose IS NULL OR (notices.subject_id, notices.purpose::text) IN (
          SELECT * FROM unnest($6::uuid[], $7::text[])))
"""
"""The entries of person $1 at moment $2; $3 to $7 are the fields of their Readable.

An SOS has no purpose: it rests on the relation alone. An entry without its notice is hidden,
for nothing says whom it was about."""


async def readable_by(person_id: UUID, *, at: datetime) -> Readable:
    """What relations, offices and consents allow at this moment."""
    subjects, shares = await _subjects(person_id, at=at), await _shares(person_id, at=at)
    standing = await consent.standing_purposes({*subjects, *(who for who, _ in shares)}, at=at)
    pairs = [(subject, purpose) for subject in standing for purpose in sorted(standing[subject])]
    return Readable(
        subjects=list(subjects),
        seniors=[senior for senior, _ in shares],
        scopes=[scope for _, scope in shares],
        consenting=[subject for subject, _ in pairs],
        consents=[purpose.value for _, purpose in pairs],
    )


async def _subjects(person_id: UUID, *, at: datetime) -> Collection[UUID]:
    """Oneself, one's children, and for who holds an office whoever they were told of."""
    subjects = {person_id, *await identity.children_of(person_id, at=at)}
    if OFFICES & await identity.roles_of(person_id, at=at):
        subjects.update(await _told_of(person_id))
    return subjects


async def _shares(person_id: UUID, *, at: datetime) -> list[tuple[UUID, str]]:
    """What each senior lets this guardian see now; at the least the calls for help."""
    return [
        (relation.subject_id, scope)
        for relation in await identity.standing_relations_of(person_id, at=at)
        if relation.holder_id == person_id and relation.kind is SENIOR
        for scope in (CALL_FOR_HELP, *relation.sees)
    ]


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
