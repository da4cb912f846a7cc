"""What the workers did lately, from their pulses."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from domains.kernel import sql
from notifications.channel import Channel
from notifications.metrics import NOT_BEGUN
from notifications.retry import State

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
HEARD_WITHIN: Final = timedelta(seconds=15)
"""Three beats."""
MOST_FAILURES: Final = 12


@dataclass(frozen=True, slots=True)
class Flow:
    """Of one lane (a category's word) and channel in the last minute; `troubled` went back, failed
    or was given up."""

    lane: str
    channel: Channel
    sent: int
    troubled: int


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong in the last hour; `outcome` is what it did to the delivery."""

    channel: Channel
    reason: str
    outcome: str
    n: int


@dataclass(frozen=True, slots=True)
class Recent:
    """`asked_of_fcm` is how many messages reached FCM in the last minute, for its quota."""

    flows: tuple[Flow, ...]
    failures: tuple[Failure, ...]
    asked_of_fcm: int
    workers: int
    last_heard_at: datetime | None


async def read_recent(*, at: datetime) -> Recent:
    """A few thousand rows at most: pulses are kept for two hours."""
    flows = await _flows(at)
    alive = await sql.fetch(
        """
        SELECT count(DISTINCT worker_id) FILTER (WHERE at > $1)::int AS workers, max(at) AS last
        FROM notifications.pulses WHERE outcome = 'alive'
        """,
        at - HEARD_WITHIN,
    )
    return Recent(
        flows=tuple(
            Flow(r["lane"], Channel(r["channel"]), r["sent"], r["troubled"]) for r in flows
        ),
        failures=tuple(await _failures(at)),
        asked_of_fcm=sum(r["asked"] for r in flows if r["channel"] == Channel.FCM),
        workers=alive[0]["workers"],
        last_heard_at=alive[0]["last"],
    )


async def _flows(at: datetime) -> list[Any]:
    return await sql.fetch(
        """
        SELECT lane, channel,
               coalesce(sum(n) FILTER (WHERE outcome = $2), 0)::int AS sent,
               coalesce(sum(n) FILTER (WHERE outcome <> $2 AND reason <> $3), 0)::int AS troubled,
               coalesce(sum(n) FILTER (WHERE reason <> $3), 0)::int AS asked
        FROM notifications.pulses WHERE at > $1 AND channel <> ''
        GROUP BY lane, channel ORDER BY lane, channel
        """,
        at - MINUTE,
        State.SENT.value,
        NOT_BEGUN,
    )


async def _failures(at: datetime) -> list[Failure]:
    rows = await sql.fetch(
        """
        SELECT channel, reason, outcome, sum(n)::int AS n FROM notifications.pulses
        WHERE at > $1 AND channel <> '' AND outcome <> $2 AND reason NOT IN ('', $3)
        GROUP BY channel, reason, outcome ORDER BY n DESC, channel, reason LIMIT $4
        """,
        at - HOUR,
        State.SENT.value,
        NOT_BEGUN,
        MOST_FAILURES,
    )
    return [Failure(Channel(r["channel"]), r["reason"], r["outcome"], r["n"]) for r in rows]
