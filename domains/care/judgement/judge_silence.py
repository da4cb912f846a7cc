"""One person's silence: by her own hours and rhythm in two stages, or by the clock alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from domains.care.cases.concern import Signal
from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.judgement.alarm import Alarm
from domains.care.judgement.catch_up import caught_up
from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.hours import is_day
from domains.care.judgement.judge_quiet import Home, Recall, Terms, judge_quiet
from domains.care.judgement.limits import Limits
from domains.care.judgement.memory import Asked, Remembered
from domains.care.judgement.stillness import STILL, Between, lived
from domains.care.judgement.stirred import stirred, surely_stirred
from domains.care.judgement.two_stages import LEAST_SILENCE_S, Held, Step, recent_of, step_of
from domains.care.ports import Deaf, Quiet, Reason, Rhythm, RhythmModel
from domains.kernel.provenance import Predicted

LOOK_EVERY: Final = STILL
"""A sign right after one look is not too old before the next."""
LOOK_WHILE_ASKED: Final = timedelta(minutes=2)
"""A step in the hall ends a question: nobody waits an hour to see it."""
STEP_AWAITED: Final = timedelta(hours=1)
"""After a question that no sure step has answered. Later a person looks after her, and an outage
may last for days, a cat for years."""
KEEP_EVERY: Final = timedelta(hours=3)
"""So seldom is the model asked while she is about: it folds what it was not asked about."""
DAY_S: Final = 86_400.0
"""The model looks a day ahead."""
GRAVER: Final = 2.0
"""By the clock alone, a silence is grave at twice its hours."""
AGREE: Final = timedelta(minutes=1)
MOST_FOLDED_S: Final = 0.5 * 3600
"""A longer silence is never folded into a rhythm: her answer, or a backlog, may yet undo it."""
AT_NIGHT: Final = 1 / 3
"""Of the share that is rare by day: who is nearly always up at an hour is asked at night, too."""
UNUSUAL: Final = "unusual_stillness_pct"


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
    first_at: datetime | None,
    seen_at: datetime | None,
    deaf: Sequence[Deaf],
    model: RhythmModel,
    recall: Recall,
    circumstances: Circumstances,
    now: datetime,
) -> Silence:
    """Holds no transaction. `first_at`: her first sign since the last look; `seen_at`:
    the last one that no pet can have given. The model is asked only
    where its answer can have changed, and before anybody is asked."""
    limits = circumstances.limits
    if _is_about(home, circumstances, now):
        return _left_alone(home, first_at, deaf, now)
    home, stirred_at = surely_stirred(home, circumstances, seen_at)

    async def judged(terms: Terms) -> Quiet:
        known = Home(home.rhythm, home.unfolded, home.last_sign_at, deaf)
        return await judge_quiet(model=model, home=known, recall=recall, now=now, terms=terms)

    quiet = None
    if _has_news(home, limits) or _held(home, limits, now).raises:
        quiet = await judged(_doubt(circumstances))
        home = _kept(home, quiet, circumstances, first_at, deaf, now)
        home, since_asked_at = stirred(home, quiet, circumstances, deaf, now)
        stirred_at = stirred_at or since_asked_at
        home = await caught_up(
            home, deaf=deaf, model=model, recall=recall, terms=_doubt(circumstances), now=now
        )
    else:
        home = _learnt(home, home.silent_since, first_at, deaf, now)
    if _is_suspicious(home, now) and home.grave_at is None:
        home = _weighed(home, await judged(_gravity(circumstances)), now)
    return _acted(home, quiet, _held(home, limits, now), limits, stirred_at, now)


def _is_about(home: Remembered, circumstances: Circumstances, now: datetime) -> bool:
    """She was heard a while ago by signs that the model takes for hers, too: all is well."""
    if circumstances.household.has_pet or home.asked or not home.agrees or home.kept_at is None:
        return False
    return now - home.last_sign_at < STILL and now - home.kept_at < KEEP_EVERY


def _left_alone(
    home: Remembered, first_at: datetime | None, deaf: Sequence[Deaf], now: datetime
) -> Silence:
    home = _learnt(home, home.last_sign_at, first_at, deaf, now)
    home = replace(home, too_long_at=None, grave_at=None, judged_signs=None)
    return Silence(home, (), home.last_sign_at + STILL)


def _has_news(home: Remembered, limits: Limits) -> bool:
    """Whether the last answer stands no more: a sign has come since, or a human set a bound."""
    is_new = home.too_long_at is None or len(home.unfolded) != home.judged_signs
    return is_new or home.budget != limits.questions_a_week


def _doubt(circumstances: Circumstances) -> Terms:
    limits = circumstances.limits
    return Terms(circumstances.within_s, limits.doubts_a_month, limits.silence_h * 3600)


def _gravity(circumstances: Circumstances) -> Terms:
    limits = circumstances.limits
    return Terms(circumstances.within_s, limits.alarms_a_month, GRAVER * limits.silence_h * 3600)


def _is_suspicious(home: Remembered, now: datetime) -> bool:
    return home.too_long_at is not None and home.too_long_at <= now


def _held(home: Remembered, limits: Limits, now: datetime) -> Held:
    return step_of(
        suspicious=_is_suspicious(home, now),
        grave=home.grave_at is not None and home.grave_at <= now,
        asked=home.asked_now,
        questions=home.questions,
        a_week=limits.questions_a_week,
        may_ring=is_day(now) or _is_unusual(home, limits, now),
        now=now,
    )


def _kept(
    home: Remembered,
    quiet: Quiet,
    circumstances: Circumstances,
    first_at: datetime | None,
    deaf: Sequence[Deaf],
    now: datetime,
) -> Remembered:
    """With the rhythm as it is now, where signs came in."""
    limits, silent_since = circumstances.limits, now - timedelta(seconds=quiet.quiet_s)
    home = _learnt(home, silent_since, first_at, deaf, now)
    home = replace(
        home,
        **(_folded(home, quiet.rhythm, now) if _may_fold(home, quiet) else {}),
        budget=limits.questions_a_week,
        agrees=abs(silent_since - home.last_sign_at) <= AGREE,
        grave_at=None,
    )
    return replace(
        home,
        judged_signs=len(home.unfolded),
        too_long_at=_suspicious_at(home, quiet, circumstances, now),
    )


def _learnt(
    home: Remembered,
    silent_since: datetime | None,
    first_at: datetime | None,
    deaf: Sequence[Deaf],
    now: datetime,
) -> Remembered:
    """With her hours as they were since the last look."""
    silent_since = silent_since or home.last_sign_at
    after = replace(home, silent_since=silent_since)
    between = Between(
        was_silent_since=min(home.silent_since or silent_since, silent_since),
        first_at=first_at,
        silent_since=silent_since,
        went_out=(home.is_out, after.is_out),
    )
    return replace(after, stillness=lived(home.stillness, between, deaf=deaf, now=now))


def _may_fold(home: Remembered, quiet: Quiet) -> bool:
    is_short = quiet.quiet_s <= MOST_FOLDED_S
    return quiet.rhythm is not None and bool(home.unfolded) and is_short


def _folded(home: Remembered, rhythm: Rhythm | None, now: datetime) -> dict[str, Any]:
    excused = tuple(each for each in home.excused if each.until > now - LOOK_EVERY)
    return {"rhythm": rhythm, "kept_at": now, "unfolded": (), "excused": excused}


def _suspicious_at(
    home: Remembered, quiet: Quiet, circumstances: Circumstances, now: datetime
) -> datetime:
    """Whichever comes first: the judge's word, or an hour that is not still with her. While a home
    is learnt, and by the clock, the hours of silence stand alone."""
    least_s = max(0.0, LEAST_SILENCE_S - quiet.quiet_s)
    by_judge_s = DAY_S if quiet.too_long_in_s is None else quiet.too_long_in_s
    by_judge = now + timedelta(seconds=max(least_s, by_judge_s))
    if isinstance(quiet.by, Predicted) or not circumstances.household.has_pet:
        return min(by_judge, _unusual_at(home, circumstances.limits, now) or by_judge)
    return by_judge


def _unusual_at(home: Remembered, limits: Limits, now: datetime) -> datetime | None:
    """When an hour and a half without a sign in the home will be unusual, if none comes."""
    if not home.stillness.is_known or home.silent_since is None or home.is_out:
        return None
    still_at = max(home.silent_since + STILL, now)
    return home.stillness.next_rare(still_at, most=lambda at: _rare_at(at, limits))


def _is_unusual(home: Remembered, limits: Limits, now: datetime) -> bool:
    return _unusual_at(home, limits, now) == now


def _rare_at(moment: datetime, limits: Limits) -> float:
    return limits.rare if is_day(moment) else limits.rare * AT_NIGHT


def _weighed(home: Remembered, quiet: Quiet, now: datetime) -> Remembered:
    too_long_in_s = DAY_S if quiet.too_long_in_s is None else quiet.too_long_in_s
    return replace(home, grave_at=now + timedelta(seconds=too_long_in_s))


def _acted(
    home: Remembered,
    quiet: Quiet | None,
    held: Held,
    limits: Limits,
    stirred_at: datetime | None,
    now: datetime,
) -> Silence:
    again = _next_look(home, held, limits, now)
    if not held.raises or quiet is None:
        return Silence(home, (), again, quiet, stirred_at)
    level = Level.CARE_WORKER if held.step is Step.TELL_CARE_WORKER else Level.FAMILY
    alarm = _alarm(home, quiet, level, held.step, limits, now)
    if home.asked_now is not None:
        asked = replace(home, asked=replace(home.asked_now, gravely=True))
    else:
        questions = (*recent_of(home.questions, now), now)
        asked = replace(home, asked=Asked(now), questions=questions)
    return Silence(asked, (alarm,), now + LOOK_WHILE_ASKED, quiet, stirred_at)


def _next_look(home: Remembered, held: Held, limits: Limits, now: datetime) -> datetime:
    """A silence that is held may be asked about when an hour comes at which she is up."""
    is_waited_for = home.asked is not None and now - home.asked.at < STEP_AWAITED
    if home.asked_now is not None or is_waited_for:
        return now + LOOK_WHILE_ASKED
    unusual_at = _unusual_at(home, limits, now)
    marks = (now + LOOK_EVERY, home.too_long_at, home.grave_at, held.until, unusual_at)
    return min(mark for mark in marks if mark and mark > now)


def _alarm(
    home: Remembered, quiet: Quiet, level: Level, step: Step, limits: Limits, now: datetime
) -> Alarm:
    since = now - timedelta(seconds=quiet.quiet_s)
    share = round(100 * home.stillness.share_at(now))
    unusual = (Reason(UNUSUAL, share),) if _is_unusual(home, limits, now) else ()
    return Alarm(
        kind=ConcernKind.INACTIVITY,
        level=level,
        observed_at=now,
        by=quiet.by,
        reasons=(Reason("quiet_h", round(quiet.quiet_s / 3600, 1)), *unusual, *quiet.reasons),
        signals=(Signal("silence", since, {"quiet_s": round(quiet.quiet_s), "step": step.value}),),
        silent_s=round(quiet.quiet_s),
    )
