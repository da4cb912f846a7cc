"""One look at one home: all rules, and her silence. Nothing is read or written here."""

from dataclasses import dataclass, replace
from datetime import datetime

from domains.care.judgement.alarm import Alarm
from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.deafness import SAID_BEFOREHAND, next_try, stops_at, unheard
from domains.care.judgement.heard import Heard
from domains.care.judgement.household import Household
from domains.care.judgement.judge_quiet import Recall
from domains.care.judgement.judge_silence import LOOK_WHILE_ASKED, STEP_AWAITED, judge_silence
from domains.care.judgement.memory import Remembered
from domains.care.judgement.remember import first_of_hers, remember, surely_hers_at
from domains.care.judgement.rules.emergency import emergency_alarm
from domains.care.judgement.rules.long_still import judge_long_still
from domains.care.judgement.rules.temperature import judge_temperature
from domains.care.judgement.settle import settled
from domains.care.judgement.stirred_while_stopped import came_back_at, stirred_while_stopped
from domains.care.ports import Deaf, Quiet, RhythmModel


@dataclass(frozen=True, slots=True)
class Judged:
    """Keep `home`, raise `alarms`, look again at `look_again_at`, and sooner only where a mode, a
    bound or her answer changes something.

    `stopped` says why the clock of silence stands still, where it does. `quiet` is what was judged
    just now; None where nothing can have changed. `stirred_at` is a sign of life that ends what was
    rung for, and `seen_at` the last one of this look that answers a question of the day.
    """

    home: Remembered
    alarms: tuple[Alarm, ...]
    look_again_at: datetime
    stopped: Deaf | None = None
    quiet: Quiet | None = None
    stirred_at: datetime | None = None
    seen_at: datetime | None = None


async def judge_home(
    home: Remembered,
    heard: Heard,
    *,
    model: RhythmModel,
    recall: Recall,
    circumstances: Circumstances,
    now: datetime,
) -> Judged:
    """Looks come in order of time. `recall` gives all signs that are kept, and is called only where
    the model cannot read the rhythm any more. Holds no transaction: the model is asked in here."""
    limits, household, before = circumstances.limits, circumstances.household, home
    first_at = first_of_hers(home, heard.signs, household=household)
    home = remember(home, heard, household=household)
    seen_at = _seen_at(before, home, heard, household)
    weather, hot_or_cold = judge_temperature(
        home.weather, heard.climate, limits=limits, late=home.was_deaf is not None
    )
    home = replace(home, weather=weather) if heard.climate else home
    at_once = (*map(emergency_alarm, heard.emergencies), *hot_or_cold)
    home, stopped = settled(home, stops_at(now, heard.deaf), now)
    if stopped is not None:
        home, stirred_at = stirred_while_stopped(home, before, stopped, seen_at=seen_at)
        again = _again(home, stopped, now)
        return Judged(home, at_once, again, stopped, stirred_at=stirred_at, seen_at=seen_at)
    deaf = unheard((*heard.deaf, *home.excused), since=before.listens_since, until=now)
    home, still = judge_long_still(home, limits=limits, deaf=deaf, sensors=heard.sensors, now=now)
    silence = await judge_silence(
        home,
        first_at=first_at,
        seen_at=seen_at,
        deaf=deaf,
        model=model,
        recall=recall,
        circumstances=circumstances,
        now=now,
    )
    return Judged(
        home=_listening(silence.home),
        alarms=(*at_once, *still, *(_late(alarm, home) for alarm in silence.alarms)),
        look_again_at=silence.look_again_at,
        quiet=silence.quiet,
        stirred_at=silence.stirred_at or came_back_at(before, home, seen_at),
        seen_at=seen_at,
    )


def _again(home: Remembered, stopped: Deaf, now: datetime) -> datetime:
    """While she has just been asked her step is looked for as often as when she can be heard."""
    again = home.settles_at or next_try(stopped, now)
    if home.asked is None or stopped.cause in SAID_BEFOREHAND:
        return again
    is_waited_for = now - home.asked.at < STEP_AWAITED
    return min(again, now + LOOK_WHILE_ASKED) if is_waited_for else again


def _listening(home: Remembered) -> Remembered:
    if home.was_deaf is None and home.settles_at is None:
        return home
    return replace(home, was_deaf=None, settles_at=None)


def _seen_at(
    before: Remembered, home: Remembered, heard: Heard, household: Household
) -> datetime | None:
    if household.has_pet:
        return surely_hers_at(before, heard.signs, household=household)
    return home.last_sign_at if heard.signs else None


def _late(alarm: Alarm, before: Remembered) -> Alarm:
    """What the first look after a deaf time finds may have been so for long."""
    return replace(alarm, late=True) if before.was_deaf else alarm
