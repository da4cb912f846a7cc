"""Alarms about a silence in which somebody had spoken with her, or had met her."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from domains.kernel import sql
from tests.care_in_the_house.neighbours import SEEN_WELL

_ALARMS: Final = """
    SELECT c.id, c.senior_id, c.raised_at, c.level, max(a.at) AS seen_at
    FROM care.case_concerns c
        CROSS JOIN LATERAL jsonb_array_elements(c.signals) AS signal
        JOIN care.case_acts a ON a.senior_id = c.senior_id AND a.kind = ANY($1)
            AND a.at > (signal ->> 'at')::timestamptz AND a.at < c.raised_at
    WHERE c.kind = 'inactivity' AND signal ->> 'kind' = 'silence'
    GROUP BY c.id ORDER BY c.raised_at
"""


async def raised_of_who_was_seen_well() -> Mapping[UUID, str]:
    """By concern; to be asked before the house forgets what lay behind it."""
    rows = await sql.fetch(_ALARMS, [kind.value for kind in SEEN_WELL])
    return {row["id"]: _line(row) for row in rows}


def _line(row: Any) -> str:
    whom, at = f"{row['senior_id']}: level {row['level']}", f"at {row['raised_at']}"
    return f"{whom} {at}, seen at {row['seen_at']}"
