"""The question of each day: asked when it should be, and missed only where nobody and nothing
answered it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from domains.care.public import cases, check_ins
from domains.kernel import sql
from domains.kernel.clock import SEOUL
from tests.care_in_the_house.her import Her
from tests.care_in_the_house.moments import moment, ms
from tests.care_in_the_house.move_in import WAITS_H
from tests.care_in_the_house.run import Lived
from tests.care_in_the_house.straight import StraightLook

WITHIN: Final = timedelta(minutes=2)
WAITS: Final = timedelta(hours=WAITS_H)
STATE: Final = check_ins.CheckInState
_QUESTIONS: Final = """
    SELECT asked_at, state, way, settled_at FROM care.check_ins
    WHERE senior_id = $1 AND origin = 'plan' ORDER BY asked_at
"""
_MISSED: Final = """
    SELECT raised_at FROM care.case_concerns WHERE senior_id = $1 AND kind = $2 ORDER BY raised_at
"""


@dataclass
class Asked:
    """How many questions of the day there were, by how they ended."""

    ended: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


async def ask_daily(lived: Lived, beside: Sequence[Sequence[StraightLook]]) -> Asked:
    asked = Asked()
    for her, straight in zip(lived.hers, beside, strict=True):
        rows = await sql.fetch(_QUESTIONS, her.flat.senior)
        missed = await sql.fetch(_MISSED, her.flat.senior, cases.ConcernKind.MISSED_CHECK_IN)
        looks = lived.days.witness.looks[her.flat.senior]
        signs = [
            (look.at, one.seen_at)
            for look, one in zip(looks, straight, strict=True)
            if one.seen_at is not None
        ]
        asked.ended.update(f"{row['state']} {row['way'] or ''}".strip() for row in rows)
        faults = [
            *_days(her, rows, lived.until),
            *_missed(rows, [row["raised_at"] for row in missed]),
            *(fault for row in rows for fault in _answered_rightly(row, signs)),
        ]
        asked.faults += [f"{her.flat.home.name}: {fault}" for fault in faults]
    return asked


def _days(her: Her, rows: Sequence[Any], until: datetime) -> Iterator[str]:
    """One a day at her time, but for days that begin with a pause."""
    asked = [row["asked_at"] for row in rows]
    due = _first(her)
    while due < until - WITHIN:
        times = sum(timedelta(0) <= at - due <= WITHIN for at in asked)
        paused = any(since <= ms(due) + 60_000 and ms(due) < end for _, since, end in her.pauses)
        if times != 1 and not paused:
            yield f"asked {times} times at {due}"
        due += timedelta(days=1)
    if len(asked) != len({at.astimezone(SEOUL).date() for at in asked}):
        yield "asked twice a day"


def _first(her: Her) -> datetime:
    return moment(her.flat.home.told["since"]) + timedelta(hours=her.flat.home.manners.check_in_h)


def _missed(rows: Sequence[Any], raised: Sequence[datetime]) -> Iterator[str]:
    """People are told of each question that was missed, after her own time, and of no other."""
    missed = [row["asked_at"] + WAITS for row in rows if row["state"] in (STATE.MISSED, STATE.LATE)]
    for due in missed:
        if sum(timedelta(0) <= at - due <= WITHIN for at in raised) != 1:
            yield f"missed at {due}, and nobody was told"
    if len(raised) > len(missed):
        yield f"told of {len(raised)} missed questions; {len(missed)} were"


def _answered_rightly(row: Any, signs: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Life at home that was known in time answers; nothing else does in its name."""
    since, until = ms(row["asked_at"]), ms(row["asked_at"] + WAITS)
    stirred = any(since <= sign <= at < until for at, sign in signs)
    if stirred and row["state"] in (STATE.MISSED, STATE.LATE):
        yield f"missed at {row['asked_at']} though she stirred"
    settled = ms(row["settled_at"]) if row["settled_at"] else until
    lived = any(since <= sign <= at <= settled for at, sign in signs)
    if row["way"] == check_ins.Way.HOME and not lived:
        yield f"answered at {row['asked_at']} by a home in which nothing stirred"
