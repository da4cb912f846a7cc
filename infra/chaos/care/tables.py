"""What the tables say of cases, read past the product over connections of our own."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from infra.chaos.care.ladder import ByTelephone, Step, Way
from infra.database import OUTAGES

AGAIN_S = 0.05

OPEN = """
SELECT (SELECT count(*) FROM kernel.outbox
        WHERE done_at IS NULL AND gave_up_at IS NULL) AS events,
    (SELECT count(*) FROM notifications.deliveries
     WHERE state IN ('queued', 'sending') AND NOT (
        attempts = 0 AND reason IS NULL
        AND next_attempt_at > $1::timestamptz + interval '5 minutes')) AS deliveries,
    (SELECT count(*) FROM kernel.timers WHERE rings_at <= $1) AS timers,
    (SELECT count(*) FROM notifications.fallbacks
     WHERE ended_at IS NULL AND due_at <= $1) AS chains,
    (SELECT count(*) FROM care.emergency_calls
     WHERE (taken_at IS NULL OR tell_again_at IS NOT NULL) AND dropped_at IS NULL
        OR ending IS NOT NULL AND ending_taken_at IS NULL) AS calls
"""
NEXT = """
SELECT c.senior_id, t.due_at, NULL AS chain, NULL AS rung, NULL AS tried
FROM kernel.timers t JOIN care.cases c ON c.id = t.about
WHERE t.topic = 'care.case'
UNION ALL
SELECT c.senior_id, f.due_at, f.id, s.rung, f.tried
FROM notifications.fallbacks f
    JOIN care.case_steps s ON left(s.id::text, 35) = left(f.event_id::text, 35)
    JOIN care.cases c ON c.id = s.case_id
WHERE f.ended_at IS NULL AND c.state = 'open'
UNION ALL
SELECT c.senior_id, t.due_at, q.id, 'companion', 'sms'
FROM kernel.timers t
    JOIN care.check_ins q ON q.id = t.about AND q.state = 'open'
    JOIN care.cases c ON c.id = q.case_id
WHERE t.topic = 'care.check_in.follow'
ORDER BY due_at
"""
"""A step is told under its own id, and under its twin, which differs in the last bit."""
CASE = "SELECT id, steps FROM care.cases WHERE senior_id = $1 ORDER BY opened_at DESC LIMIT 1"
STATE = "SELECT state FROM care.cases WHERE senior_id = $1 ORDER BY opened_at DESC LIMIT 1"
STEPS = """
SELECT s.id, s.case_id, s.rung, s.at, array_agg(a.person_id) FILTER (WHERE a.id IS NOT NULL) people
FROM care.case_steps s LEFT JOIN care.case_asked a ON a.step_id = s.id
GROUP BY s.id ORDER BY s.case_id, s.no
"""
QUESTIONS = """
SELECT c.case_id, o.id AS event_id FROM care.check_ins c JOIN kernel.outbox o
    ON o.topic = 'care.check_in_asked'
    AND convert_from(o.payload, 'UTF8')::json ->> 'check_in_id' = c.id::text
WHERE c.origin = 'companion'
"""


@dataclass(frozen=True, slots=True)
class Coming:
    """What happens next by itself in somebody's case: a step, a turn of the chain that leads from a
    push that nobody saw to the telephone, or another ring of her own. `by_telephone` None in a
    chain: it ends."""

    senior: UUID
    due: datetime
    chain: UUID | None = None
    by_telephone: ByTelephone | None = None


WAYS = {"push": Way.TEXT, "sms": Way.CALL}
"""What follows what was tried."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that was taken; `people` were asked in it."""

    id: UUID
    rung: str
    at: datetime
    people: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with its steps in order. `questions` are the events by which she herself was asked,
    `calls` the ids under which 119 knows it, and how often the house tried."""

    id: UUID
    senior_id: UUID
    steps: tuple[StepRow, ...]
    questions: tuple[UUID, ...]
    calls: Mapping[UUID, int]


class Watch:
    """Asks the database while it is being killed: what is refused is asked again."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._line: asyncpg.Connection | None = None

    async def open(self, now: datetime) -> dict[str, int]:
        """What is to do, on its way, or due, by kind."""
        [row] = await self._ask(OPEN, now)
        return {kind: count for kind, count in row.items() if count}

    async def coming(self, *, within: timedelta) -> list[Coming]:
        """What happens next by itself: the first, and what comes so soon after it."""
        coming = [_coming(row) for row in await self._ask(NEXT)]
        return [each for each in coming if each.due - coming[0].due <= within]

    async def still_coming(self, coming: Sequence[Coming]) -> list[Coming]:
        """Those of them that have not happened yet."""
        left = {_coming(row) for row in await self._ask(NEXT)}
        return [each for each in coming if each in left]

    async def case_of(self, senior: UUID) -> tuple[UUID, int] | None:
        """Her latest case and how many of its steps were taken."""
        rows = await self._ask(CASE, senior)
        return (rows[0]["id"], rows[0]["steps"]) if rows else None

    async def is_open(self, senior: UUID) -> bool:
        """Whether nobody has her case in hand."""
        rows = await self._ask(STATE, senior)
        return bool(rows) and rows[0]["state"] == "open"

    async def cases(self) -> list[CaseRow]:
        """All, at the end of a run."""
        cases = await self._ask("SELECT id, senior_id FROM care.cases ORDER BY opened_at")
        steps, questions = await self._ask(STEPS), await self._ask(QUESTIONS)
        calls = await self._ask("SELECT id, case_id, tries FROM care.emergency_calls")
        return [
            CaseRow(
                id=case["id"],
                senior_id=case["senior_id"],
                steps=tuple(_step(row) for row in steps if row["case_id"] == case["id"]),
                questions=tuple(q["event_id"] for q in questions if q["case_id"] == case["id"]),
                calls={
                    call["id"]: call["tries"] for call in calls if call["case_id"] == case["id"]
                },
            )
            for case in cases
        ]

    async def given_up(self) -> int:
        """Events that nobody tries any more."""
        sql = "SELECT count(*) FROM kernel.outbox WHERE gave_up_at IS NOT NULL"
        return int((await self._ask(sql))[0][0])

    async def close(self) -> None:
        if self._line is not None:
            await self._line.close()

    async def _ask(self, sql: str, *arguments: Any) -> list[Any]:
        while True:
            try:
                if self._line is None or self._line.is_closed():
                    self._line = await asyncpg.connect(self._url, timeout=2)
                return list(await self._line.fetch(sql, *arguments, timeout=5))
            except (TimeoutError, *OUTAGES):
                self._line = None
                await asyncio.sleep(AGAIN_S)


def _coming(row: Any) -> Coming:
    way = WAYS.get(row["tried"] or "")
    by_telephone = None if way is None else ByTelephone(Step(row["rung"]), way)
    return Coming(row["senior_id"], row["due_at"], row["chain"], by_telephone)


def _step(row: Any) -> StepRow:
    return StepRow(row["id"], row["rung"], row["at"], frozenset(row["people"] or ()))
