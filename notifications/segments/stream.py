"""A segment, page by page: whoever works through a city never holds more than one page of it."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final
from uuid import UUID

from domains.kernel import sql
from notifications.segments.audience import AUDIENCE_FROM_HERE, BEHIND, IN_ORDER
from notifications.segments.condition import Parameters, condition_of
from notifications.segments.segment import Segment

NOBODY: Final = UUID(int=0)

Row = tuple[UUID, UUID | None]
"""A person and one of their installations; None for somebody without."""


async def stream(segment: Segment, *, at: datetime, page: int) -> AsyncIterator[list[Row]]:
    """Every installation of the segment once, in order, as it stands when its page is read."""
    person, device = NOBODY, None
    while True:
        parameters = Parameters(at, [person, device, page])
        condition = condition_of(segment, parameters)
        rows = await sql.fetch(
            f"SELECT people.person_id, devices.device_id FROM {AUDIENCE_FROM_HERE} "  # noqa: S608
            f"WHERE {BEHIND} AND {condition} {IN_ORDER} LIMIT $3",
            *parameters.values,
        )
        if rows:
            yield [(row["person_id"], row["device_id"]) for row in rows]
        if len(rows) < page:
            return
        person, device = rows[-1]["person_id"], rows[-1]["device_id"]
