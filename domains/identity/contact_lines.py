"""Telephones as deliveries know them: one line a number and way."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from domains.identity.contact_policy import LineKind
from domains.kernel import personal, sql


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A proved line; its number stays sealed until something is sent."""

    line_id: UUID
    person_id: UUID
    kind: LineKind


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line with its number in E.164."""

    line_id: UUID
    person_id: UUID
    number: str = field(repr=False)


async def contact_lines_of(person_ids: Collection[UUID]) -> Sequence[ContactLine]:
    """The proved lines of many people, in the order in which they were added."""
    rows = await sql.fetch(
        """
        SELECT person_id, sms_line_id, voice_line_id FROM identity.contact_numbers
        WHERE person_id = ANY($1::uuid[]) AND verified_at IS NOT NULL ORDER BY id
        """,
        list(person_ids),
    )
    return [
        ContactLine(row[f"{kind}_line_id"], row["person_id"], kind)
        for row in rows
        for kind in LineKind
        if row[f"{kind}_line_id"] is not None
    ]


async def open_contact_lines(line_ids: Collection[UUID]) -> Mapping[UUID, OpenLine]:
    """The numbers behind lines, proved or not (a code goes to one that is not).

    Absent: removed since, or its owner's key is gone. Raises KeysUnavailable.
    """
    if not line_ids:
        return {}
    rows = await sql.fetch(
        """
        SELECT line.id AS line_id, person_id, number
        FROM identity.contact_numbers, LATERAL (VALUES (sms_line_id), (voice_line_id)) line (id)
        WHERE sms_line_id = ANY($1::uuid[]) AND line.id = ANY($1::uuid[])
           OR voice_line_id = ANY($1::uuid[]) AND line.id = ANY($1::uuid[])
        """,
        list(line_ids),
    )
    numbers = await personal.open_each([(row["person_id"], bytes(row["number"])) for row in rows])
    return {
        row["line_id"]: OpenLine(row["line_id"], row["person_id"], number)
        for row, number in zip(rows, numbers, strict=True)
        if number is not None
    }
