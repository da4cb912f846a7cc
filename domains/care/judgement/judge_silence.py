"""One person's silence, by her own rhythm in two stages, or by the clock where no model says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from domains.care.cases.concern import Signal
from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.judgement.alarm import Alarm
from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.fixed_timer import quiet_for_s
from domains.care.judgement.judge_quiet import Home, Recall, Terms, judge_quiet
from domains.care.judgement.limits import Limits
from domains.care.judgement.memory import Asked, Remembered
from domains.care.judgement.two_stages import (
    EVERY_FROM,
    LEAST_SILENCE_S,
    Held,
    Step,
    recent_of,
    step_of,
)
from domains.care.ports import Deaf, Quiet, Reason, Rhythm, RhythmModel
from domains.kernel.provenance import Predicted

LOOK_EVERY: Final = timedelta(hours=1)
"""Less than the least silence: a sign right after one look is not too old before the next."""
LOOK_WHILE_ASKED: Final = timedelta(minutes=2)
"""A step in the hall ends a question: nobody waits an hour to see it."""
DAY_S: Final = 86_400.0
"""The model looks a day ahead."""
GRAVER: Final = 2.0
"""By the clock alone, a silence is grave at twice its hours."""
STIRRED_S: Final = 5.0
MOST_FOLDED_S: Final = 1.5 * 3600
"""A longer silence is never folded into a rhythm: her answer, or a backlog, may yet undo it."""


@dataclass(frozen=True, slots=True)
class Silence:
    """`stirred_at` is a sign of life since she was asked, where there was one."""

    home: Remembered
    alarms: tuple[Alarm, ...]
    look_again_at: datetime
    quiet: Quiet | None = None
    stirred_at: datetime | None = None


async def judge_silence(
    home: Remembered,
    *,
    deaf: Sequence[Deaf],
    model: RhythmModel,
    recall: Recall,
    circumstances: Circumstances,
    now: datetime,
) -> Silence:
    """Holds no transaction. The model is asked only where its answer can have changed."""
    if _is_known(home, circumstances.limits, now):
        return Silence(home, (), _next_look(home, now))
    known = Home(home.rhythm, home.unfolded, home.last_sign_at, deaf)

    async def judged(terms: Terms) -> Quiet:
        return await judge_quiet(model=model, home=known, recall=recall, now=now, terms=terms)

    quiet = await judged(_suspicion(circumstances))
    home, stirred_at = _kept(home, quiet, circumstances.limits, deaf, now)
    suspicious = home.too_long_at is not None and home.too_long_at <= now
    grave = suspicious and (await judged(_gravity(circumstances))).is_too_long
    held = step_of(
        suspicious=suspicious,
        grave=grave,
        asked=home.asked,
        questions=home.questions,
        a_week=circumstances.limits.questions_a_week,
        now=now,
    )
    return _acted(home, quiet, held, stirred_at, now)


def _is_known(home: Remembered, limits: Limits, now: datetime) -> bool:
    """Whether the last answer still stands: no sign since, and its moment has not come."""
    if home.unfolded or home.too_long_at is None:
        return False
    return now < home.too_long_at and home.budget == limits.questions_a_month


def _suspicion(circumstances: Circumstances) -> Terms:
    limits = circumstances.limits
    return Terms(circumstances.within_s, limits.questions_a_month, limits.silence_h * 3600)


def _gravity(circumstances: Circumstances) -> Terms:
    limits = circumstances.limits
    return Terms(circumstances.within_s, limits.alarms_a_month, GRAVER * limits.silence_h * 3600)


def _kept(
    home: Remembered, quiet: Quiet, limits: Limits, deaf: Sequence[Deaf], now: datetime
) -> tuple[Remembered, datetime | None]:
    """With the rhythm as it is now, where signs came in; and when she has stirred since asked."""
    home = replace(
        home,
        **(_folded(home, quiet.rhythm, now) if _may_fold(home, quiet) else {}),
        too_long_at=now + timedelta(seconds=_suspicious_in_s(quiet, limits)),
        budget=limits.questions_a_month,
        silent_since=now - timedelta(seconds=quiet.quiet_s),
    )
    if home.asked is None:
        return home, None
    since_asked_s = quiet_for_s(home.asked.at, deaf=deaf, now=now)
    if quiet.quiet_s >= since_asked_s - STIRRED_S:
        return home, None
    return replace(home, asked=None), now - timedelta(seconds=quiet.quiet_s)


def _may_fold(home: Remembered, quiet: Quiet) -> bool:
    is_short = quiet.quiet_s <= MOST_FOLDED_S
    return quiet.rhythm is not None and bool(home.unfolded) and is_short


def _folded(home: Remembered, rhythm: Rhythm | None, now: datetime) -> dict[str, Any]:
    excused = tuple(each for each in home.excused if each.until > now - LOOK_EVERY)
    return {"rhythm": rhythm, "kept_at": now, "unfolded": (), "excused": excused}


def _suspicious_in_s(quiet: Quiet, limits: Limits) -> float:
    """By the judge's word and not before the least silence. Whoever may be asked daily is asked
    about every such silence; while a home is learnt, and by the clock, the hours stand alone."""
    least_s = max(0.0, LEAST_SILENCE_S - quiet.quiet_s)
    if limits.questions_a_week >= EVERY_FROM and isinstance(quiet.by, Predicted):
        return least_s
    return max(least_s, DAY_S if quiet.too_long_in_s is None else quiet.too_long_in_s)


def _acted(
    home: Remembered, quiet: Quiet, held: Held, stirred_at: datetime | None, now: datetime
) -> Silence:
    match held.step:
        case Step.NONE:
            return Silence(home, (), _next_look(home, now), quiet, stirred_at)
        case Step.HOLD:
            again = min(held.until or now + LOOK_EVERY, now + LOOK_EVERY)
            return Silence(home, (), again, quiet, stirred_at)
        case Step.ASK | Step.ASK_GRAVELY:
            asked = replace(
                home, asked=Asked(now), questions=(*recent_of(home.questions, now), now)
            )
            alarm = _alarm(quiet, Level.FAMILY, held.step, now)
            return Silence(asked, (alarm,), now + LOOK_WHILE_ASKED, quiet, stirred_at)
        case Step.TELL_CARE_WORKER:
            assert home.asked is not None
            told = replace(home, asked=replace(home.asked, gravely=True))
            alarm = _alarm(quiet, Level.CARE_WORKER, held.step, now)
            return Silence(told, (alarm,), now + LOOK_WHILE_ASKED, quiet, stirred_at)


def _next_look(home: Remembered, now: datetime) -> datetime:
    if home.asked is not None:
        return now + LOOK_WHILE_ASKED
    if home.too_long_at is None or home.too_long_at <= now:
        return now + LOOK_EVERY
    return min(home.too_long_at, now + LOOK_EVERY)


def _alarm(quiet: Quiet, level: Level, step: Step, now: datetime) -> Alarm:
    since = now - timedelta(seconds=quiet.quiet_s)
    return Alarm(
        kind=ConcernKind.INACTIVITY,
        level=level,
        observed_at=now,
        by=quiet.by,
        reasons=(Reason("quiet_h", round(quiet.quiet_s / 3600, 1)), *quiet.reasons),
        signals=(Signal("silence", since, {"quiet_s": round(quiet.quiet_s), "step": step.value}),),
    )
