"""Chains whose time has come: try the next way, or end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, assert_never
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.public import contacts
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.channel import Channel
from notifications.events import CHAIN_ENDED, DeliveryExhausted
from notifications.fallback.arm import WAY_OF
from notifications.fallback.policy import LOST, Because, Chains, Course, End, Facts, Try, course
from notifications.lanes import lane_of
from notifications.notification import Category

Lines = Mapping[UUID, Mapping[Channel, Sequence[UUID]]]
"""By person and way: their proved lines."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A chain, and what it does now."""

    row: Any
    course: Course


async def fire_fallbacks(
    *,
    chains: Chains,
    limit: int,
    clock: Clock,
    ids: Ids,
    late_by: timedelta = timedelta(0),
) -> int:
    """One batch; how many chains moved. Running twice at once tries nothing twice.

    Afterwards the dispatcher sends, as anything that was queued. `late_by` passes over what others
    will fire in time.
    """
    async with in_transaction():
        rows = await _claim(limit=limit, now=clock.now() - late_by)
        if not rows:
            return 0
        lines = await _lines(rows)
        decided = [
            Decided(row, course(_facts(row, lines), chains=chains, now=clock.now())) for row in rows
        ]
        await _queue(decided, lines, clock=clock)
        await _move(decided, now=clock.now())
        await _give_up(decided, clock=clock, ids=ids)
        return len(rows)


async def _claim(*, limit: int, now: datetime) -> list[Any]:
    """Due chains, locked, with what became of their messages meanwhile.

    A retraction of the tag counts for everybody: whoever is spared the retraction itself is the
    one who took the alarm on.
    """
    return await sql.fetch(
        """
        SELECT f.id, f.event_id, f.person_id, f.category, f.locale, f.armed_at, f.expires_at,
            f.ways_left,
            EXISTS (
                SELECT FROM notifications.deliveries d
                WHERE d.event_id = f.event_id AND d.person_id = f.person_id AND d.state = 'seen'
            ) OR EXISTS (
                SELECT FROM notifications.inbox i
                WHERE i.event_id = f.event_id AND i.person_id = f.person_id
                  AND i.read_at IS NOT NULL
            ) AS seen,
            NOT EXISTS (SELECT FROM notifications.notices n WHERE n.event_id = f.event_id)
            OR EXISTS (
                SELECT FROM notifications.notices told JOIN notifications.notices taken USING (tag)
                WHERE told.event_id = f.event_id AND taken.notification IS NULL
                  AND taken.occurred_at >= told.occurred_at
            ) AS retracted
        FROM notifications.fallbacks f
        WHERE f.ended_at IS NULL AND f.due_at <= $1
        ORDER BY f.due_at LIMIT $2 FOR UPDATE OF f SKIP LOCKED
        """,
        now,
        limit,
    )


async def _lines(rows: Sequence[Any]) -> Lines:
    found: dict[UUID, dict[Channel, list[UUID]]] = defaultdict(lambda: defaultdict(list))
    for line in await contacts.contact_lines_of({row["person_id"] for row in rows}):
        found[line.person_id][WAY_OF[line.kind]].append(line.line_id)
    return found


def _facts(row: Any, lines: Lines) -> Facts:
    return Facts(
        category=Category(row["category"]),
        left=[Channel(way) for way in row["ways_left"]],
        lines=frozenset(lines.get(row["person_id"], {})),
        seen=row["seen"],
        retracted=row["retracted"],
        expires_at=row["expires_at"],
    )


async def _queue(decided: Sequence[Decided], lines: Lines, *, clock: Clock) -> None:
    """A delivery a line, unique on event and line.

    It is as old as the chain: so the gate is asked again before it is sent. Without position.
    """
    steps = [
        (each.row, each.course.way, line)
        for each in decided
        if isinstance(each.course, Try)
        for line in lines[each.row["person_id"]][each.course.way]
    ]
    await sql.execute(
        """
        INSERT INTO notifications.deliveries
            (event_id, device_id, person_id, channel, lane, locale, with_position,
             expires_at, created_at, next_attempt_at)
        SELECT s.event_id, s.line_id, s.person_id, s.channel, s.lane, s.locale, false,
            s.expires_at, s.armed_at, $1
        FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::smallint[], $7::text[],
                    $8::timestamptz[], $9::timestamptz[])
            AS s (event_id, line_id, person_id, channel, lane, locale, expires_at, armed_at)
        ON CONFLICT (event_id, device_id) DO NOTHING
        """,
        clock.now(),
        [row["event_id"] for row, _, _ in steps],
        [line for _, _, line in steps],
        [row["person_id"] for row, _, _ in steps],
        [way.value for _, way, _ in steps],
        [lane_of(Category(row["category"])).value for row, _, _ in steps],
        [row["locale"] for row, _, _ in steps],
        [row["expires_at"] for row, _, _ in steps],
        [row["armed_at"] for row, _, _ in steps],
    )


async def _move(decided: Sequence[Decided], *, now: datetime) -> None:
    """One statement for those that go on and those that end."""
    moves = [_moved(each.course, now) for each in decided]
    await sql.execute(
        """
        UPDATE notifications.fallbacks f SET
            tried = coalesce(m.tried, f.tried), due_at = m.due_at,
            ways_left = string_to_array(m.ways, ','), ended_because = m.because,
            ended_at = CASE WHEN m.because IS NOT NULL THEN $1::timestamptz END
        FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
            AS m (id, tried, ways, due_at, because)
        WHERE f.id = m.id
        """,
        now,
        [each.row["id"] for each in decided],
        [tried for tried, _, _, _ in moves],
        [ways for _, ways, _, _ in moves],
        [due_at for _, _, due_at, _ in moves],
        [because for _, _, _, because in moves],
    )


def _moved(course: Course, now: datetime) -> tuple[str | None, str, datetime, str | None]:
    match course:
        case Try(way, left, look_at):
            return way.value, ",".join(each.value for each in left), look_at, None
        case End(because):
            return None, "", now, because.value
        case unreachable:
            assert_never(unreachable)


async def _give_up(decided: Sequence[Decided], *, clock: Clock, ids: Ids) -> None:
    """An alarm whose chain ended unseen: if nothing took it, the operators hear of it."""
    lost = [
        each.row
        for each in decided
        if each.row["category"] == Category.SAFETY and _because(each.course) in LOST
    ]
    events = [
        DeliveryExhausted(
            event_id=row["event_id"],
            device_id=None,
            person_id=row["person_id"],
            category=row["category"],
            reason=CHAIN_ENDED,
        )
        for row in lost
    ]
    await outbox.record_all(events, clock=clock, ids=ids)


def _because(course: Course) -> Because | None:
    return course.because if isinstance(course, End) else None
