"""What the people of care show of one person: as senior, as guardian, as care worker."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.kernel import personal, sql
from domains.kernel.subject_rights import Section

SEALED: Final = frozenset({"proof", "own_words", "address", "key_box_note", "place"})

SECTIONS: Final[dict[str, LiteralString]] = {
    "care.enrolments": """
        SELECT asked_at, stands_since, way, proof, own_words, worker_depth, centre_depth
        FROM care.enrolments WHERE senior_id = $1
    """,
    "care.residences": """
        SELECT since, until, address, key_box_note, place
        FROM care.residences WHERE senior_id = $1 ORDER BY since, id
    """,
    "care.contacts": """
        SELECT rank, time_zone, hours::text AS hours, depth
        FROM care.contacts WHERE senior_id = $1 ORDER BY rank, id
    """,
    "care.pauses": """
        SELECT since, until, ended_at, reason
        FROM care.pauses WHERE senior_id = $1 ORDER BY since, id
    """,
    "care.contact_of": """
        SELECT rank, time_zone, hours::text AS hours, depth
        FROM care.contacts WHERE person_id = $1 ORDER BY id
    """,
    "care.shifts": """
        SELECT day, opens, closes, first_day, last_day
        FROM care.shifts WHERE worker_id = $1 ORDER BY first_day, id
    """,
    "care.absences": """
        SELECT first_day, last_day FROM care.absences WHERE worker_id = $1 ORDER BY first_day, id
    """,
}


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`. Who the others are is theirs."""
    return [
        Section(name, [await _opened(person_id, row) for row in await sql.fetch(text, person_id)])
        for name, text in SECTIONS.items()
    ]


async def _opened(person_id: UUID, row: Any) -> dict[str, object]:
    return {
        word: await personal.reveal(person_id, bytes(value))
        if word in SEALED and value is not None
        else value
        for word, value in row.items()
    }
