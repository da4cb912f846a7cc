"""What changed in an inbox since a moment: how a feed that broke off goes on.

The moment is a place in the database's own order of commits, not on a clock: a transaction that
began before it and committed after it is told too. So nothing is lost, and now and then something
is told twice; an entry has one state, so hearing it again changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.inbox_item import COLUMNS, InboxItem, items
from notifications.readable import VISIBLE, readable_by

MOST: Final = 100
"""More changes than this are not told one by one: the reader is told to read anew."""

_HORIZON: Final[LiteralString] = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xmin,
           pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS xmax
"""

_CHANGED: Final[LiteralString] = f"""
    SELECT {COLUMNS} FROM {VISIBLE} AND (inbox.changed_in >= $8 OR inbox.visible_from > $9)
    ORDER BY inbox.id DESC LIMIT {MOST + 1}
"""  # noqa: S608 - literals of ours

_NEXT: Final[LiteralString] = """
    SELECT min(visible_from) AS soonest FROM notifications.inbox
    WHERE person_id = $1 AND visible_from > $2
"""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a reader has come: the oldest transaction that might still be unseen, and the
    moment, for what was held back until later."""

    transaction: int
    at: datetime

    def __str__(self) -> str:
        return f"{self.transaction}.{int(self.at.timestamp() * 1_000_000)}"

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Raises ValueError."""
        transaction, _, at = text.partition(".")
        if not (transaction.isdigit() and at.isdigit() and len(text) <= 40):
            raise ValueError("no place of a feed")
        try:
            moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(at))
        except OverflowError as far:
            raise ValueError("no place of a feed") from far
        return cls(int(transaction), moment)


@dataclass(frozen=True, slots=True)
class Changes:
    """Entries that were added, read, marked unread or retracted since a place, newest first.

    `is_complete` False: the place is older than can be told, or of another database; read anew.
    """

    entries: Sequence[InboxItem]
    is_complete: bool
    place: Place


async def inbox_changes(person_id: UUID, *, since: Place | None, clock: Clock) -> Changes:
    """None: from now on; nothing is told as changed, and it is complete."""
    now = clock.now()
    [horizon] = await sql.fetch(_HORIZON)
    place = Place(horizon["xmin"], now)
    if since is None:
        return Changes((), is_complete=True, place=place)
    if since.transaction > horizon["xmax"]:
        return Changes((), is_complete=False, place=place)
    rows = await _changed(person_id, since, now=now)
    return Changes(await items(rows[:MOST]), is_complete=len(rows) <= MOST, place=place)


async def next_to_appear(person_id: UUID, *, clock: Clock) -> datetime | None:
    """When the next entry that was held back becomes visible, without anything being written."""
    [row] = await sql.fetch(_NEXT, person_id, clock.now())
    soonest: datetime | None = row["soonest"]
    return soonest


async def _changed(person_id: UUID, since: Place, *, now: datetime) -> list[Any]:
    may = await readable_by(person_id, at=now)
    return await sql.fetch(_CHANGED, person_id, now, *may.arguments, since.transaction, since.at)
