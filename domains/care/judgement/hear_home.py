"""Everything that came in about one home since the last look, and all that was deaf."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Final
from uuid import UUID

from domains.care.cases.vocabulary import ActKind
from domains.care.check_ins.vocabulary import Meaning, Way
from domains.care.homes.listening import home_deaf, ingest_deaf
from domains.care.homes.pulse import Source
from domains.care.homes.signs import Cursor, Signs, signs_since
from domains.care.homes.vocabulary import Room
from domains.care.judgement.hear_sensors import hear_sensors
from domains.care.judgement.heard import Climate, Heard
from domains.care.judgement.memory import Remembered
from domains.care.ports import Deaf, DeafCause
from domains.kernel import sql

OUTDOORS: Final = frozenset({Room.BALCONY, Room.WORN})
"""Where heat and cold say nothing of the room she lives in."""


IN_USE_FOR: Final = timedelta(days=1)
SEEN_WELL: Final = (ActKind.SPOKE_WITH_HER, ActKind.VISITED)
"""After one of these a silence is no longer than since then, whatever was asked of it before."""


@dataclass(frozen=True, slots=True)
class News:
    heard: Heard
    cursor: int


async def hear_home(
    home: Remembered, *, home_id: UUID, senior_id: UUID, cursor: int, now: datetime
) -> News:
    """Short reads, no transaction: what comes between two of them comes at the next look."""
    signs = await signs_since(home_id, Cursor(cursor))
    since = home.listens_since
    holes = await home_deaf(home_id, since=max(since, home.listens_from), until=now)
    deaf = [
        *holes,
        *await _ours(since, now),
        *await _told(senior_id, since, now),
    ]
    answers = await _answers(senior_id, home.answered_at or home.listens_from, now)
    sensors = await hear_sensors(home, home_id=home_id, deaf=holes, now=now)
    heard = Heard(signs.signs, _climate(signs), (), answers, deaf, sensors)
    return News(heard, signs.cursor)


async def _ours(since: datetime, now: datetime) -> list[Deaf]:
    """While a door of ours did not listen. Which door a home uses is not known here, so each counts
    that is in use; one that has long been closed deafens nobody: homes that only came through it
    are deaf themselves."""
    rows = await sql.fetch(
        "SELECT source FROM care.pulses WHERE upper(heard) > $1", now - IN_USE_FOR
    )
    doors = [Source(row["source"]) for row in rows]
    found = [await ingest_deaf(door, since=since, until=now) for door in doors]
    return [Deaf(each.since, each.until, DeafCause.OURS) for each in chain(*found)]


async def _told(senior_id: UUID, since: datetime, now: datetime) -> list[Deaf]:
    """Pauses and visits, as they were said."""
    rows = await sql.fetch(
        """
        SELECT since, coalesce(ended_at, until) AS until, 'paused' AS cause FROM care.pauses
        WHERE senior_id = $1 AND coalesce(ended_at, until) > $2 AND since <= $3
        UNION ALL
        SELECT since, until, 'visit' FROM care.visits
        WHERE senior_id = $1 AND until > $2 AND since <= $3
        """,
        senior_id,
        since,
        now,
    )
    return [Deaf(row["since"], row["until"], DeafCause(row["cause"])) for row in rows]


async def _answers(senior_id: UUID, after: datetime, now: datetime) -> Sequence[datetime]:
    """Her own words that all is well, and when somebody spoke with her or met her; what her home
    did is a sign already."""
    rows = await sql.fetch(
        """
        SELECT at FROM care.check_in_answers
        WHERE senior_id = $1 AND at > $2 AND at <= $3 AND meaning = $4 AND way <> $5
        UNION ALL
        SELECT at FROM care.case_acts
        WHERE senior_id = $1 AND at > $2 AND at <= $3 AND kind = ANY($6::text[])
        ORDER BY at
        """,
        senior_id,
        after,
        now,
        Meaning.FINE.value,
        Way.HOME.value,
        [kind.value for kind in SEEN_WELL],
    )
    return [row["at"] for row in rows]


def _climate(signs: Signs) -> list[Climate]:
    return [
        Climate(each.at, each.celsius, each.room.value)
        for each in signs.climate
        if each.room not in OUTDOORS
    ]
