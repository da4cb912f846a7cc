"""What cases show of one person: as senior, and as whoever was asked or acted."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.kernel import personal, sql
from domains.kernel.subject_rights import AttachedFile, Section

SEALED: Final = frozenset({"note", "photo_key", "position"})

SECTIONS: Final[dict[str, LiteralString]] = {
    "care.cases": """
        SELECT opened_at, level, kind, state, late, first_taken_at, taken_at, life_at, ended_at,
            ended_how, false_alarm
        FROM care.cases WHERE senior_id = $1 ORDER BY opened_at
    """,
    "care.case_concerns": """
        SELECT kind, level, observed_at, raised_at, late, signals::text AS signals,
            provenance::text AS provenance, silent_s
        FROM care.case_concerns WHERE senior_id = $1 ORDER BY id
    """,
    "care.case_acts": """
        SELECT kind, at, told_at, note, photo, photo_key
        FROM care.case_acts WHERE senior_id = $1 ORDER BY at
    """,
    "care.case_positions": """
        SELECT measured_at, kept_at, position
        FROM care.case_positions WHERE senior_id = $1 ORDER BY measured_at
    """,
    "care.emergency_calls": """
        SELECT kind, asked_at, sent_at, taken_at, reference, dropped_at, ending, ending_taken_at
        FROM care.emergency_calls WHERE senior_id = $1 ORDER BY asked_at
    """,
    "care.asked": """
        SELECT s.at, a.rung, s.level
        FROM care.case_asked a JOIN care.case_steps s ON s.id = a.step_id
        WHERE a.person_id = $1 ORDER BY s.at
    """,
    "care.acted": """
        SELECT kind, at, told_at FROM care.case_acts WHERE done_by = $1 ORDER BY at
    """,
}


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`. Who the others are is theirs."""
    return [await _section(person_id, name, text) for name, text in SECTIONS.items()]


async def _section(person_id: UUID, name: str, text: LiteralString) -> Section:
    rows = [await _opened(person_id, row) for row in await sql.fetch(text, person_id)]
    files = [file for row in rows if (file := _photo_of(row)) is not None]
    return Section(name, rows, files)


async def _opened(person_id: UUID, row: Any) -> dict[str, object]:
    return {
        word: await personal.reveal(person_id, bytes(value))
        if word in SEALED and value is not None
        else value
        for word, value in row.items()
    }


def _photo_of(row: dict[str, object]) -> AttachedFile | None:
    """The row's picture, by its name in the copy; how it opens is no word of a copy."""
    stored, key = row.get("photo"), row.pop("photo_key", None)
    if not isinstance(stored, str) or not isinstance(key, str):
        return None
    row["photo"] = named(stored)
    return AttachedFile(named(stored), stored, key)


def named(key: str) -> str:
    """A picture in a copy of one's data: by its act."""
    return f"care-photos/{key.rpartition('/')[2]}"
