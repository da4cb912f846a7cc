"""In which relations somebody stands, so that they can see them and end them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.identity.sharing import shared
from domains.identity.vocabulary import RelationKind, SharingScope
from domains.kernel import sql


@dataclass(frozen=True, slots=True)
class StandingRelation:
    """A tie that holds at the moment asked about; `ends_at` None is until somebody ends it."""

    relation_id: UUID
    kind: RelationKind
    holder_id: UUID
    subject_id: UUID
    since: datetime
    ends_at: datetime | None
    sees: frozenset[SharingScope]
    """What the holder sees: all of a child; of a senior what she chose, and where only if she
    said so."""


async def standing_relations_of(person_id: UUID, *, at: datetime) -> list[StandingRelation]:
    """Those in which the person is the holder or the subject, longest-standing first."""
    rows = await sql.fetch(
        """
        SELECT id, kind, holder_id, subject_id, starts_at, ends_at, sharing FROM identity.relations
        WHERE (holder_id = $1 OR subject_id = $1)
          AND starts_at <= $2 AND (ends_at IS NULL OR ends_at > $2)
        ORDER BY starts_at, id
        """,
        person_id,
        at,
    )
    return [
        StandingRelation(
            relation_id=row["id"],
            kind=RelationKind(row["kind"]),
            holder_id=row["holder_id"],
            subject_id=row["subject_id"],
            since=row["starts_at"],
            ends_at=row["ends_at"],
            sees=shared(row["sharing"], kind=RelationKind(row["kind"])),
        )
        for row in rows
    ]
