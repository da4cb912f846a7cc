"""Alarms about a silence in which somebody had spoken with her, or had met her."""

from collections.abc import Sequence
from typing import Final

from domains.kernel import sql
from tests.care_in_the_house.neighbours import SEEN_WELL

_ALARMS: Final = """
    SELECT c.senior_id, c.raised_at, c.level, max(a.at) AS seen_at
    FROM care.case_concerns c
        CROSS JOIN LATERAL jsonb_array_elements(c.signals) AS signal
        JOIN care.case_acts a ON a.senior_id = c.senior_id AND a.kind = ANY($1)
            AND a.at > (signal ->> 'at')::timestamptz AND a.at < c.raised_at
    WHERE c.kind = 'inactivity' AND signal ->> 'kind' = 'silence'
    GROUP BY c.id ORDER BY c.raised_at
"""


async def raised_of_who_was_seen_well() -> Sequence[str]:
    rows = await sql.fetch(_ALARMS, [kind.value for kind in SEEN_WELL])
    return [
        f"{row['senior_id']}: level {row['level']} at {row['raised_at']}, seen at {row['seen_at']}"
        for row in rows
    ]
