"""When a home could be heard, and when we could hear: silence counts only where both could.

A device that counts as a sign of life sends a heartbeat every five minutes; each is worth eleven.
Heartbeats of a backlog count for their own time: a home that kept its messages while our ingest
was down was listening all along, and says so once it is heard again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from domains.care.ports import Deaf
from domains.kernel import sql

HEARTBEAT_EVERY: Final = timedelta(minutes=5)
HEARTBEAT_WORTH: Final = 2 * HEARTBEAT_EVERY + timedelta(minutes=1)

_HOME_DEAF = """
    SELECT lower(hole) AS since, upper(hole) AS until FROM unnest(
        tstzmultirange(tstzrange($2, $3)) - coalesce(
            (SELECT range_agg(heard) FROM care.listening WHERE home_id = $1), '{}')
    ) AS hole ORDER BY 1
"""

_OURS_DEAF = """
    SELECT lower(hole) AS since, upper(hole) AS until FROM unnest(
        tstzmultirange(tstzrange($2, $3)) - coalesce(
            (SELECT heard FROM care.pulses WHERE source = $1), '{}')
    ) AS hole ORDER BY 1
"""


async def home_deaf(home_id: UUID, *, since: datetime, until: datetime) -> Sequence[Deaf]:
    """The stretches in which no device of this home that could have shown life was heard.

    They reach up to `until`: a home whose last heartbeat is older than it is worth is deaf now.
    """
    return _stretches(await sql.fetch(_HOME_DEAF, home_id, since, until))


async def ingest_deaf(source: str, *, since: datetime, until: datetime) -> Sequence[Deaf]:
    """The stretches in which one of our own doors (`pulse.Source`) did not listen."""
    return _stretches(await sql.fetch(_OURS_DEAF, source, since, until))


def _stretches(rows: Sequence[Any]) -> Sequence[Deaf]:
    return tuple(Deaf(row["since"], row["until"]) for row in rows)
