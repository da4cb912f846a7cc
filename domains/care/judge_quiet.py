"""Whether somebody has been quiet for too long: by their own rhythm, or by the clock."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from domains.care.fixed_timer import RULE, quiet_for_s, too_long_in_s
from domains.care.ports import (
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


async def judge_quiet(
    *, model: RhythmModel, home: Home, recall: Recall, now: datetime, within_s: float
) -> Quiet:
    """Holds no transaction. The model is asked twice at most, `within_s` seconds each."""
    said = await model.judge(home.rhythm, home.new, deaf=home.deaf, now=now, within_s=within_s)
    if isinstance(said, RhythmUnreadable):
        signs = await recall()
        said = await model.judge(None, signs, deaf=home.deaf, now=now, within_s=within_s)
    match said:
        case Quiet():
            return said
        case StillLearning(rhythm):
            return _by_rule(home, now, Silence.LEARNING, rhythm=rhythm)
        case NoAnswer(reason):
            return _by_rule(home, now, reason)
        case RhythmUnreadable():
            return _by_rule(home, now, Silence.GARBLED)
        case unreachable:
            assert_never(unreachable)


def _by_rule(home: Home, now: datetime, reason: Silence, *, rhythm: Rhythm | None = None) -> Quiet:
    quiet_s = quiet_for_s(home.last_sign_at, deaf=home.deaf, now=now)
    return Quiet(quiet_s, too_long_in_s(quiet_s), rhythm, Fallback(RULE, reason))
