"""What check-ins show of one person: her plan, her questions, her answers."""

from collections.abc import Sequence
from typing import Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.subject_rights import Section

SECTIONS: Final[dict[str, LiteralString]] = {
    "care.check_in_plan": """
        SELECT plan::text AS plan, due_at, changed_at
        FROM care.check_in_plans WHERE senior_id = $1
    """,
    "care.check_ins": """
        SELECT origin, due_at, asked_at, state, settled_at, way
        FROM care.check_ins WHERE senior_id = $1 ORDER BY asked_at, id
    """,
    "care.check_in_answers": """
        SELECT at, heard_at, way, meaning
        FROM care.check_in_answers WHERE senior_id = $1 ORDER BY heard_at, id
    """,
}


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`."""
    return [
        Section(name, [dict(row) for row in await sql.fetch(statement, person_id)])
        for name, statement in SECTIONS.items()
    ]
