"""Whoever was asked in a step was shown it on their phone, once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from domains.kernel import sql
from tests.care_in_the_house.run import Lived

_ASKED: Final = """
    SELECT a.person_id, a.step_id, s.rung, s.at, c.senior_id
    FROM care.case_asked a JOIN care.case_steps s ON s.id = a.step_id
        JOIN care.cases c ON c.id = s.case_id
    WHERE (c.ended_how = 'life' AND c.ended_at = s.at) IS NOT TRUE ORDER BY s.at, a.id
"""
"""But of a case that ended in the moment of its step: she stirred, and nobody is woken."""
_BECAME: Final = """
    SELECT d.verdict, d.reason, array_agg(l.state) AS pushes, array_agg(l.reason) AS because
    FROM notifications.decisions d LEFT JOIN notifications.deliveries l USING (event_id, person_id)
    WHERE d.event_id = ANY($1) AND d.person_id = $2 GROUP BY d.verdict, d.reason
"""


async def rung_phones(lived: Lived) -> tuple[int, list[str]]:
    """How many were asked, and each who was not shown it, or twice."""
    shown, faults = _shown(lived), []
    names = {her.flat.senior: her.flat.home.name for her in lived.hers}
    rows = await sql.fetch(_ASKED)
    for row in rows:
        times = sum(shown[row["person_id"], event] for event in _events(row["step_id"]))
        if times != 1:
            who = f"{names[row['senior_id']]}: {row['rung']} at {row['at']:%Y-%m-%d %H:%M}"
            faults.append(f"{who}: shown {times} times; {await _became(row)}")
    return len(rows), faults


async def _became(row: Any) -> list[dict[str, Any]]:
    """What the house decided of it, and what became of each push."""
    events = list(_events(row["step_id"]))
    return [dict(each) for each in await sql.fetch(_BECAME, events, row["person_id"])]


def _shown(lived: Lived) -> Counter[tuple[UUID, UUID]]:
    """Sounds count, not drawings: what is drawn anew in silence wakes nobody."""
    shown: Counter[tuple[UUID, UUID]] = Counter()
    for token, device in lived.city.push.devices.items():
        for notice in device.phone.history:
            if notice.event_id is not None:
                shown[UUID(token), UUID(notice.event_id)] += notice.alerts
    return shown


def _events(step: UUID) -> Iterator[UUID]:
    """A step is told under its own id to those who hear why, under its twin to the others."""
    yield step
    yield UUID(int=step.int ^ 1)
