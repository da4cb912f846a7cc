"""One look at one home: read, judge, write.

The model is asked between two short reads and one transaction. A worker that dies in between has
done nothing; of two that looked at once the second finds the version changed, and writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from tortoise.transactions import in_transaction

from domains.care.cases.raise_concern import raise_concern
from domains.care.cases.sign_of_life import sign_of_life
from domains.care.cases.vocabulary import LifeWay
from domains.care.check_ins.heard_from_home import heard_from_home
from domains.care.check_ins.lock import UNANSWERED
from domains.care.homes.signs import BEGINNING, signs_since
from domains.care.judgement.alarm import concern_of
from domains.care.judgement.claim_looks import Claimed
from domains.care.judgement.hear_home import News, hear_home
from domains.care.judgement.judge_home import Judged, judge_home
from domains.care.judgement.keep_memory import CONTEXT, memory_of, text_of
from domains.care.judgement.memory import Remembered, newly_heard
from domains.care.judgement.models import Watch
from domains.care.judgement.read_circumstances import circumstances_of
from domains.care.judgement.watch_homes import look_again, stop_watching
from domains.care.people.read_plans import care_plan
from domains.care.ports import DeafCause, RhythmModel, Sign
from domains.consent.public import Purpose
from domains.kernel import personal, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.provenance import Fallback, Silence

WITHIN_S: Final = 5.0
WHILE_UNANSWERED: Final = timedelta(minutes=5)
RESTS: Final = timedelta(hours=6)
"""Who has suspended her care is looked for again so often."""


class Looked(StrEnum):
    """What became of a look."""

    JUDGED = "judged"
    STOPPED = "stopped"
    """Nobody could be heard, or she is away: the clock of silence stands still."""
    OVERTAKEN = "overtaken"
    """Somebody else looked at the same time."""
    FAILED = "failed"
    """A fault of ours or of the key store: nothing was written, and it is tried again."""
    NOT_WATCHED = "not_watched"
    """No consent, no care or no home any more."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A look before it is written; `sealed` is the memory after it."""

    claimed: Claimed
    judged: Judged
    news: News
    sealed: bytes
    now: datetime


async def look(claimed: Claimed, *, model: RhythmModel, clock: Clock, ids: Ids) -> Looked:
    """Judge a home that was claimed, and set its next look."""
    now = clock.now()
    plan = await care_plan(claimed.senior_id, at=now)
    if not await _lives_there(claimed):
        await _forget(claimed)
        return Looked.NOT_WATCHED
    if plan is None or Purpose.CARE_HOME_SENSORS not in plan.allows:
        return await _rest(claimed, clock=clock)
    home, cursor = await _remembered(claimed)
    news = await hear_home(
        home, home_id=claimed.home_id, senior_id=claimed.senior_id, cursor=cursor, now=now
    )
    judged = await judge_home(
        home,
        news.heard,
        model=model,
        recall=lambda: _all_signs(claimed),
        circumstances=await circumstances_of(claimed.home_id, plan, within_s=WITHIN_S, now=now),
        now=now,
    )
    text = text_of(judged.home)
    sealed = await personal.seal(claimed.senior_id, text, context=CONTEXT)
    return await _write(Seen(claimed, judged, news, sealed, now), clock=clock, ids=ids)


async def _remembered(claimed: Claimed) -> tuple[Remembered, int]:
    """As it was left, and how far it was read. What cannot be opened, or is another release's, is
    begun anew from all that is kept."""
    text = None
    if claimed.memory is not None:
        text = await personal.reveal(claimed.senior_id, bytes(claimed.memory), context=CONTEXT)
    home = memory_of(text) if text else None
    return (home, claimed.cursor) if home else (newly_heard(claimed.since), BEGINNING)


async def _all_signs(claimed: Claimed) -> Sequence[Sign]:
    return (await signs_since(claimed.home_id, BEGINNING)).signs


async def _write(seen: Seen, *, clock: Clock, ids: Ids) -> Looked:
    senior, judged = seen.claimed.senior_id, seen.judged
    async with in_transaction():
        if not await _turned(seen):
            return Looked.OVERTAKEN
        for alarm in judged.alarms:
            await raise_concern(concern_of(alarm, senior), clock=clock, ids=ids)
        if judged.stirred_at is not None:
            stirred_at = judged.stirred_at
            await sign_of_life(senior, at=stirred_at, way=LifeWay.HOME, clock=clock, ids=ids)
        at = judged.seen_at
        if at is not None and not _may_be_a_guests(at, seen):
            await heard_from_home([senior], at=at, clock=clock, ids=ids)
        await look_again(seen.claimed.home_id, by=await _next_look(seen))
    return Looked.STOPPED if judged.stopped else Looked.JUDGED


def _may_be_a_guests(at: datetime, seen: Seen) -> bool:
    """While somebody stays with her, a step in the hall answers no question of hers."""
    visits = (each for each in seen.news.heard.deaf if each.cause is DeafCause.VISIT)
    return any(visit.since <= at <= visit.until for visit in visits)


async def _next_look(seen: Seen) -> datetime:
    """Sooner while a question is unanswered that her home may answer: nobody waits an hour for
    a step in the hall."""
    if seen.judged.stopped or not await _is_unanswered(seen):
        return seen.judged.look_again_at
    return min(seen.judged.look_again_at, seen.now + WHILE_UNANSWERED)


async def _is_unanswered(seen: Seen) -> bool:
    rows = await sql.fetch(
        """
        SELECT FROM care.check_ins
        WHERE senior_id = $1 AND state = ANY($2) AND answerable_until > $3 AND home_answers
        LIMIT 1
        """,
        seen.claimed.senior_id,
        [state.value for state in UNANSWERED],
        seen.now,
    )
    return bool(rows)


async def _turned(seen: Seen) -> bool:
    """Write the memory down, if nobody did meanwhile."""
    judged, claimed = seen.judged, seen.claimed
    changed = await Watch.filter(home_id=claimed.home_id, version=claimed.version).update(
        memory=seen.sealed,
        cursor=seen.news.cursor,
        version=claimed.version + 1,
        due_since=None,
        leased_until=None,
        looked_at=seen.now,
        last_sign_at=judged.home.last_sign_at,
        stopped_since=judged.stopped.since if judged.stopped else None,
        stopped_by=judged.stopped.cause if judged.stopped else None,
        **_learning(judged),
    )
    return changed == 1


def _learning(judged: Judged) -> dict[str, bool]:
    """Whether her rhythm is known yet, as far as this look could tell."""
    if judged.quiet is None:
        return {}
    by = judged.quiet.by
    if isinstance(by, Fallback) and by.reason is not Silence.LEARNING:
        return {}
    return {"is_learning": isinstance(by, Fallback)}


async def _lives_there(claimed: Claimed) -> bool:
    rows = await sql.fetch(
        "SELECT FROM care.homes WHERE id = $1 AND senior_id = $2 AND closed_at IS NULL",
        claimed.home_id,
        claimed.senior_id,
    )
    return bool(rows)


async def _forget(claimed: Claimed) -> None:
    async with in_transaction():
        await stop_watching(claimed.home_id)


async def _rest(claimed: Claimed, *, clock: Clock) -> Looked:
    """Without her consent nothing is kept of her rhythm; if she gives it again, it begins anew."""
    now = clock.now()
    async with in_transaction():
        await Watch.filter(home_id=claimed.home_id, version=claimed.version).update(
            memory=None,
            version=claimed.version + 1,
            due_since=None,
            leased_until=None,
            looked_at=now,
            last_sign_at=None,
            is_learning=True,
        )
        await look_again(claimed.home_id, by=now + RESTS)
    return Looked.NOT_WATCHED
