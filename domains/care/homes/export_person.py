"""What homes show of the person who lives there: devices, what they told, what it came to."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.care.homes.vocabulary import Measure
from domains.kernel import sql
from domains.kernel.subject_rights import Section

SECTIONS: Final[dict[str, LiteralString]] = {
    "care.devices": """
        SELECT d.paired_at, d.retired_at, s.room, d.model, d.serial, d.heard_at
        FROM care.homes h JOIN care.devices d ON d.home_id = h.id
            JOIN care.spots s ON s.id = d.spot_id
        WHERE h.senior_id = $1 ORDER BY d.paired_at, d.id
    """,
    "care.sensor_events": """
        SELECT e.at, e.received_at, s.room, e.measure, e.reading, e.humidity
        FROM care.homes h JOIN care.sensor_events e ON e.home_id = h.id
            LEFT JOIN care.spots s ON s.id = e.spot_id
        WHERE h.senior_id = $1 ORDER BY e.at
    """,
    "care.home_hours": """
        SELECT o.hour, s.room, o.measure, o.times, o.lowest, o.highest
        FROM care.homes h JOIN care.home_hours o ON o.home_id = h.id
            LEFT JOIN care.spots s ON s.id = o.spot_id
        WHERE h.senior_id = $1 ORDER BY o.hour, o.id
    """,
}


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`. Device ids stay inside: the copy is about a person."""
    return [
        Section(name, [_in_words(row) for row in await sql.fetch(statement, person_id)])
        for name, statement in SECTIONS.items()
    ]


def _in_words(row: Any) -> dict[str, object]:
    said = dict(row)
    if "measure" in said:
        said["measure"] = Measure(said["measure"]).name.lower()
    return said
