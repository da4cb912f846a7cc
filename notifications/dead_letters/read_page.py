"""One page of dead letters, by the key that the ledger has them by."""

from datetime import datetime
from typing import Any, Final

from domains.kernel import sql
from domains.kernel.actor import Actor
from notifications.channel import Channel
from notifications.dead_letters.condition import condition_of
from notifications.dead_letters.dead_letter import DeadLetter, Hindrance, Key, Page, Wanted
from notifications.dead_letters.policy import may_operate
from notifications.lanes import Lane

_COLUMNS: Final = """
    d.event_id, d.device_id, d.person_id, d.channel, d.lane, coalesce(d.reason, '') AS reason,
    d.attempts, d.created_at, coalesce(d.finished_at, d.created_at) AS given_up_at, d.expires_at,
    EXISTS (SELECT FROM notifications.stopped s
            WHERE s.event_id = d.event_id AND s.until > {now}) AS is_stopped,
    EXISTS (SELECT FROM notifications.inbox i WHERE i.event_id = d.event_id
            AND i.person_id = d.person_id AND i.retracted_at IS NOT NULL) AS is_retracted
"""


async def read_page(
    actor: Actor, wanted: Wanted, *, after: Key | None, limit: int, at: datetime, lock: bool = False
) -> Page:
    """Newest first; with `lock` until the end of the caller's transaction, in that order, so that
    two who press at once never wait for each other in a ring. Nothing for whom it is not open."""
    if not may_operate(actor):
        return Page((), None)
    condition = condition_of(wanted, after=after)
    condition.values += [at, limit + 1]
    now, most = f"${len(condition.values) - 1}", f"${len(condition.values)}"
    statement = f"""
        SELECT {_COLUMNS.format(now=now)} FROM notifications.deliveries d
        WHERE {condition.text} ORDER BY d.event_id DESC, d.device_id DESC LIMIT {most}
        {"FOR UPDATE OF d" if lock else ""}
        """  # noqa: S608 - words of ours; every value is a parameter
    rows = await sql.fetch(statement, *condition.values)
    letters = tuple(_letter(row, at=at) for row in rows[:limit])
    return Page(letters, letters[-1].key if len(rows) > limit else None)


def _letter(row: Any, *, at: datetime) -> DeadLetter:
    return DeadLetter(
        key=Key(row["event_id"], row["device_id"]),
        person_id=row["person_id"],
        channel=Channel(row["channel"]),
        lane=Lane(row["lane"]),
        reason=row["reason"],
        attempts=row["attempts"],
        created_at=row["created_at"],
        given_up_at=row["given_up_at"],
        expires_at=row["expires_at"],
        hindrance=_hindrance(row, at=at),
    )


def _hindrance(row: Any, *, at: datetime) -> Hindrance | None:
    if row["expires_at"] <= at:
        return Hindrance.EXPIRED
    if row["is_retracted"]:
        return Hindrance.RETRACTED
    return Hindrance.STOPPED if row["is_stopped"] else None
