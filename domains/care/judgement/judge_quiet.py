"""Whether somebody has been quiet for too long: by their own rhythm, or by the clock."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import assert_never

from domains.care.judgement.fixed_timer import LIMIT_S, RULE, quiet_for_s, too_long_in_s
from domains.care.ports import (
    ONE_A_MONTH,
    Deaf,
    Quiet,
    Rhythm,
    RhythmModel,
    RhythmUnreadable,
    Sign,
    StillLearning,
)
from domains.kernel.provenance import Fallback, NoAnswer, Silence

Recall = Callable[[], Awaitable[Sequence[Sign]]]
"""All signs that are kept, the new ones too. Read only where a rhythm cannot be."""


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of one: `new` are the signs since the last judgement, `last_sign_at` is that
    of all signs, and `deaf` the times since that last judgement in which it could not be heard."""

    rhythm: Rhythm | None
    new: Sequence[Sign]
    last_sign_at: datetime
    deaf: Sequence[Deaf] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """How sensitive to be: the model's budget of false alarms a person-month, and the hours that
    are too long where no model says; `within_s` seconds for each question to it."""

    within_s: float
    budget_per_month: float = ONE_A_MONTH
    limit_s: float = LIMIT_S


async def judge_quiet(
    *, model: RhythmModel, home: Home, recall: Recall, now: datetime, terms: Terms
) -> Quiet:
    """Holds no transaction. The model is asked twice at most."""
    ask = partial(
        model.judge,
        deaf=home.deaf,
        now=now,
        within_s=terms.within_s,
        budget_per_month=terms.budget_per_month,
    )
    said = await ask(home.rhythm, home.new)
    if isinstance(said, RhythmUnreadable):
        said = await ask(None, await recall())
    match said:
        case Quiet():
            return said
        case StillLearning(rhythm):
            return _by_rule(home, now, Silence.LEARNING, terms, rhythm=rhythm)
        case NoAnswer(reason):
            return _by_rule(home, now, reason, terms)
        case RhythmUnreadable():
            return _by_rule(home, now, Silence.GARBLED, terms)
        case unreachable:
            assert_never(unreachable)


def _by_rule(
    home: Home, now: datetime, reason: Silence, terms: Terms, *, rhythm: Rhythm | None = None
) -> Quiet:
    quiet_s = quiet_for_s(home.last_sign_at, deaf=home.deaf, now=now)
    too_long_s = too_long_in_s(quiet_s, limit_s=terms.limit_s)
    return Quiet(quiet_s, too_long_s, rhythm, Fallback(RULE, reason))
