"""What judgement shows of one person: what was told and learnt, and her rhythm as it is kept."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.care.judgement.keep_memory import CONTEXT
from domains.kernel import personal, sql
from domains.kernel.subject_rights import Section

SECTIONS: Final[dict[str, LiteralString]] = {
    "care.watches": """
        SELECT since, looked_at, last_sign_at, is_learning, stopped_since, stopped_by, memory
        FROM care.watches WHERE senior_id = $1
    """,
    "care.visits": """
        SELECT since, until FROM care.visits WHERE senior_id = $1 ORDER BY since, id
    """,
    "care.learnt_steps": """
        SELECT "limit", steps FROM care.learnt_steps WHERE senior_id = $1 ORDER BY "limit"
    """,
    "care.given_opinions": """
        SELECT kind, opinion, at FROM care.given_opinions
        WHERE senior_id = $1 OR given_by = $1 ORDER BY at, id
    """,
    "care.pets": """
        SELECT has_pet, told_at FROM care.pets WHERE senior_id = $1
    """,
    "care.households": """
        SELECT h.appliances::text AS appliances, h.told_at FROM care.households h
        JOIN care.homes o ON o.id = h.home_id WHERE o.senior_id = $1
    """,
}


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`."""
    return [
        Section(name, [await _opened(person_id, row) for row in await sql.fetch(text, person_id)])
        for name, text in SECTIONS.items()
    ]


async def _opened(person_id: UUID, row: Any) -> dict[str, object]:
    opened = dict(row)
    if opened.get("memory") is not None:
        opened["memory"] = await personal.reveal(
            person_id, bytes(opened["memory"]), context=CONTEXT
        )
    return opened
