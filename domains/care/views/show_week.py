"""Seven days of a senior, a line each: computed in the database, to each as deep as she chose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.homes.vocabulary import SIGNS
from domains.care.people.may_see import depth_for
from domains.care.people.read_plans import care_plan
from domains.care.people.vocabulary import Depth
from domains.care.views.months import is_kept
from domains.care.views.state_word import COLOURS, Colour, StateWord
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL, Clock, seoul_date
from domains.kernel.ids import Ids

A_WEEK: Final = 7
BY_LEVEL: Final = {
    Level.FAMILY: StateWord.LOOKED_AFTER,
    Level.CARE_WORKER: StateWord.LOOKED_AFTER,
    Level.EMERGENCY: StateWord.EMERGENCY,
}
"""How far a day's gravest case went; the day is over, and so is its worry."""


@dataclass(frozen=True, slots=True)
class DayView:
    """`asked` and `answered` count questions of her plan. `kinds` is empty below REASONS, and
    `signs` None below SENSORS: how many signs of life her home gave in each hour of the day."""

    day: date
    word: StateWord
    colour: Colour
    asked: int
    answered: int
    cases: int
    kinds: tuple[ConcernKind, ...]
    signs: tuple[int, ...] | None


_CHECK_INS: Final = """
    SELECT (asked_at AT TIME ZONE 'Asia/Seoul')::date AS day, count(*) AS asked,
        count(*) FILTER (WHERE state IN ('answered', 'late')) AS answered,
        count(*) FILTER (WHERE state = 'missed') AS missed,
        count(*) FILTER (WHERE state = 'open') AS open
    FROM care.check_ins
    WHERE senior_id = $1 AND asked_at >= $2 AND asked_at < $3 AND origin = 'plan'
        AND state <> 'called_off'
    GROUP BY 1
"""

_CASES: Final = """
    SELECT (opened_at AT TIME ZONE 'Asia/Seoul')::date AS day, count(*) AS cases,
        max(level) AS level, array_agg(DISTINCT kind::text) AS kinds
    FROM care.cases
    WHERE senior_id = $1 AND opened_at >= $2 AND opened_at < $3
        AND ended_how IS DISTINCT FROM 'false_alarm'
    GROUP BY 1
"""

_SIGNS: Final = """
    SELECT (hour AT TIME ZONE 'Asia/Seoul')::date AS day,
        extract(hour FROM hour AT TIME ZONE 'Asia/Seoul')::int AS hour, sum(times)::int AS times
    FROM care.home_hours JOIN care.homes h ON h.id = home_id
    WHERE h.senior_id = $1 AND hour >= $2 AND hour < $3 AND measure = ANY($4::smallint[])
    GROUP BY 1, 2
"""


async def show_week(
    actor: Actor, senior_id: UUID, *, last: date | None = None, clock: Clock, ids: Ids
) -> Sequence[DayView] | None:
    """The week that ends with `last`, today where nobody says; oldest day first, without those of
    which nothing is kept any more. The look is traced. None for who sees nothing of her. Days
    before she was cared for are quiet ones."""
    today = seoul_date(clock.now())
    week = [(last or today) - timedelta(days=ago) for ago in reversed(range(A_WEEK))]
    days = [day for day in week if is_kept(day, today=today)]
    return await show_days(actor, senior_id, days, clock=clock, ids=ids)


async def show_days(
    actor: Actor, senior_id: UUID, days: Sequence[date], *, clock: Clock, ids: Ids
) -> Sequence[DayView] | None:
    """The same of any days that follow one another; of none, where she may be seen at all."""
    now, holder = clock.now(), actor.speaks_for
    plan = await care_plan(senior_id, at=now)
    depth = await depth_for(holder, senior_id, at=now) if holder is not None else None
    if plan is None or depth is None:
        return None
    async with in_transaction():
        await audit.record(
            actor,
            "care.days.read",
            subject_id=senior_id,
            reference=plan.enrolment_id,
            clock=clock,
            ids=ids,
        )
        return await _days(senior_id, days, depth)


async def _days(senior_id: UUID, days: Sequence[date], depth: Depth) -> Sequence[DayView]:
    if not days:
        return []
    span = (_midnight(days[0]), _midnight(days[-1] + timedelta(days=1)))
    asked = {row["day"]: row for row in await sql.fetch(_CHECK_INS, senior_id, *span)}
    cases = {row["day"]: row for row in await sql.fetch(_CASES, senior_id, *span)}
    signs = await _signs(senior_id, span) if depth.covers(Depth.SENSORS) else None
    return [_day(day, asked.get(day), cases.get(day), signs, depth) for day in days]


async def _signs(senior_id: UUID, span: tuple[datetime, datetime]) -> Mapping[date, list[int]]:
    found: dict[date, list[int]] = {}
    for row in await sql.fetch(_SIGNS, senior_id, *span, sorted(SIGNS)):
        found.setdefault(row["day"], [0] * 24)[row["hour"]] = row["times"]
    return found


def _day(
    day: date, asked: Any, cases: Any, signs: Mapping[date, list[int]] | None, depth: Depth
) -> DayView:
    word = word_of_day(
        level=cases["level"] if cases else 0,
        missed=asked["missed"] if asked else 0,
        answered=asked["answered"] if asked else 0,
        waits=asked["open"] if asked else 0,
    )
    sees_why = depth.covers(Depth.REASONS)
    return DayView(
        day=day,
        word=word,
        colour=COLOURS[word],
        asked=asked["asked"] if asked else 0,
        answered=asked["answered"] if asked else 0,
        cases=cases["cases"] if cases else 0,
        kinds=tuple(map(ConcernKind, sorted(cases["kinds"]))) if cases and sees_why else (),
        signs=None if signs is None else tuple(signs.get(day, [0] * 24)),
    )


def word_of_day(*, level: int, missed: int, answered: int, waits: int) -> StateWord:
    """A day in a word, its gravest hour; a day without a question or an answer is no good day."""
    if level:
        return BY_LEVEL[Level(level)]
    if missed:
        return StateWord.LOOKED_AFTER
    if answered:
        return StateWord.WELL
    return StateWord.WAITING if waits else StateWord.QUIET_DAY


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SEOUL)
