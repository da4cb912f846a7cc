"""Which channels work, as all processes and the operators' page see it.

Each worker's breakers are its own; what they find is written here when it changes, with the event
that pages an operator and lets alarms take the next channel. `circuit` names what broke: a channel
(`fcm`), or a part of it (`fcm.apns`: what Apple must accept of us).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, assert_never

import structlog
from prometheus_client import Gauge
from tortoise.transactions import in_transaction

from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.database import OUTAGES
from notifications.channels.breaker import Change, Circuit, Recovered, Tripped
from notifications.events import ChannelRecovered, ChannelTripped

log = structlog.get_logger()

LOOK_AGAIN: Final = timedelta(seconds=5)
"""A worker that sends looks this often for a circuit that another one left open and died."""

BROKEN = Gauge(
    "osan_push_channel_broken",
    "1 while a worker's breaker is open: page somebody.",
    ("circuit",),
    multiprocess_mode="livemax",
)


@dataclass(frozen=True, slots=True)
class ChannelHealth:
    """One circuit; `trouble`, `reason` and `next_probe_at` are those of an open one."""

    circuit: str
    state: Circuit
    trouble: str | None
    reason: str | None
    since: datetime
    next_probe_at: datetime | None


class HealthWatch(Protocol):
    """Whom a channel tells what its breakers found."""

    async def changed(self, circuit: str, change: Change) -> None: ...

    async def works(self, circuits: Collection[str]) -> None:
        """These answered well: whatever says otherwise is out of date."""


class NoWatch:
    """For a channel that is used without a database; the log still says it."""

    async def changed(self, circuit: str, change: Change) -> None:
        _say(circuit, change)

    async def works(self, circuits: Collection[str]) -> None:
        """Nobody was told that they do not."""


class RecordedHealth:
    """`HealthWatch` in `notifications.channel_health`. What PostgreSQL did not hear is told again.

    Never within a transaction of others.
    """

    def __init__(self, *, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self._untold: dict[str, Change] = {}
        self._looked_at: datetime | None = None

    async def changed(self, circuit: str, change: Change) -> None:
        _say(circuit, change)
        self._untold[circuit] = change
        await self._tell()

    async def works(self, circuits: Collection[str]) -> None:
        now = self._clock.now()
        if self._looked_at is not None and now - self._looked_at < LOOK_AGAIN:
            return
        self._looked_at = now
        try:
            known = await channel_health()
        except OUTAGES:
            return
        for each in known:
            if each.state is Circuit.OPEN and each.circuit in circuits:
                self._untold.setdefault(each.circuit, Recovered())
        await self._tell()

    async def _tell(self) -> None:
        for circuit, change in list(self._untold.items()):
            try:
                await record(circuit, change, clock=self._clock, ids=self._ids)
            except OUTAGES as fault:
                log.warning("push.health_unwritten", circuit=circuit, error=type(fault).__name__)
                return
            self._untold.pop(circuit, None)


async def record(circuit: str, change: Change, *, clock: Clock, ids: Ids) -> None:
    """Write it, with an event if it is news: many workers find the same thing, one says it."""
    async with in_transaction():
        match change:
            case Tripped():
                await _record_trip(circuit, change, clock=clock, ids=ids)
            case Recovered():
                await _record_recovery(circuit, clock=clock, ids=ids)
            case unreachable:
                assert_never(unreachable)


async def channel_health() -> Sequence[ChannelHealth]:
    """Every circuit that ever broke; whatever is not listed works."""
    rows = await sql.fetch(
        """
        SELECT circuit, state, trouble, reason, since, next_probe_at
        FROM notifications.channel_health ORDER BY circuit
        """
    )
    return [
        ChannelHealth(**{**row, "state": Circuit(row["state"])}) for row in (dict(r) for r in rows)
    ]


async def _record_trip(circuit: str, trip: Tripped, *, clock: Clock, ids: Ids) -> None:
    now = clock.now()
    is_news = await _trouble_before(circuit, now=now) != trip.trouble
    await sql.execute(
        """
        UPDATE notifications.channel_health SET state = 'open', trouble = $2, reason = left($3, 80),
            since = CASE WHEN $5 THEN $6 ELSE since END, next_probe_at = $4
        WHERE circuit = $1
        """,
        circuit,
        trip.trouble.value,
        trip.reason,
        now + timedelta(seconds=trip.probe_in_s),
        is_news,
        now,
    )
    if is_news:
        event = ChannelTripped(
            channel=circuit.partition(".")[0],
            circuit=circuit,
            trouble=trip.trouble.value,
            reason=trip.reason,
        )
        await outbox.record(event, clock=clock, ids=ids)


async def _trouble_before(circuit: str, *, now: datetime) -> str | None:
    """None when it worked; the row is locked, so that of many workers one brings the news."""
    await sql.execute(
        """
        INSERT INTO notifications.channel_health (circuit, state, since)
        VALUES ($1, 'closed', $2) ON CONFLICT (circuit) DO NOTHING
        """,
        circuit,
        now,
    )
    rows = await sql.fetch(
        "SELECT trouble FROM notifications.channel_health WHERE circuit = $1 FOR UPDATE", circuit
    )
    trouble: str | None = rows[0]["trouble"]
    return trouble


async def _record_recovery(circuit: str, *, clock: Clock, ids: Ids) -> None:
    closed = await sql.fetch(
        """
        UPDATE notifications.channel_health
        SET state = 'closed', since = $2, trouble = NULL, reason = NULL, next_probe_at = NULL
        WHERE circuit = $1 AND state = 'open' RETURNING circuit
        """,
        circuit,
        clock.now(),
    )
    if closed:
        event = ChannelRecovered(channel=circuit.partition(".")[0], circuit=circuit)
        await outbox.record(event, clock=clock, ids=ids)


def _say(circuit: str, change: Change) -> None:
    match change:
        case Tripped(trouble, reason, probe_in_s):
            BROKEN.labels(circuit).set(1)
            log.error(
                "push.channel_tripped",
                circuit=circuit,
                trouble=trouble.value,
                reason=reason,
                probe_in_s=round(probe_in_s, 1),
            )
        case Recovered():
            BROKEN.labels(circuit).set(0)
            log.info("push.channel_recovered", circuit=circuit)
        case unreachable:
            assert_never(unreachable)
