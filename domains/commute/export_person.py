"""What commute shows of one person: where they were, arrived, and called for help."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString
from uuid import UUID

from domains.commute.place_names import place_names
from domains.kernel import sql
from domains.kernel.subject_rights import Section

SECTIONS: dict[str, LiteralString] = {
    "commute.positions": """
        SELECT at, lat, lon, accuracy_m, received_at
        FROM commute.positions WHERE child_id = $1 ORDER BY at
    """,
    "commute.crossings": """
        SELECT at, kind, place_id, confidence, retracted_at
        FROM commute.crossings WHERE child_id = $1 ORDER BY at, id
    """,
    "commute.expected": """
        SELECT day, place_id, due_at, state
        FROM commute.arrival_watches WHERE child_id = $1 ORDER BY day
    """,
    "commute.watched_places": """
        SELECT place_id, is_school, since, until
        FROM commute.watched_places WHERE child_id = $1 ORDER BY since, id
    """,
    "commute.own_places": """
        SELECT id AS place_id, kind, address, lat, lon, radius_m,
            created_at AS since, retired_at AS until
        FROM commute.places WHERE owner_id = $1 ORDER BY created_at, id
    """,
    "commute.sos": """
        SELECT raised_at AS at, state, lat, lon, position_at, acknowledged_at
        FROM commute.sos WHERE child_id = $1 ORDER BY raised_at, id
    """,
}


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`: to the person themself their own, whichever consents stand (§35)."""
    return [
        Section(name, await _readable(await sql.fetch(statement, person_id)))
        for name, statement in SECTIONS.items()
    ]


async def _readable(rows: Sequence[Any]) -> list[Mapping[str, object]]:
    """Places by their names."""
    ids = {row["place_id"] for row in rows if "place_id" in row}
    names = await place_names(ids) if ids else {}
    return [
        {
            ("place" if word == "place_id" else word): (
                names.get(value) if word == "place_id" else value
            )
            for word, value in row.items()
        }
        for row in rows
    ]
