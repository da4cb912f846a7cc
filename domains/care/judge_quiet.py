"""Whether somebody has been quiet for too long: by their own rhythm, or by the clock."""

from collections.abc import Sequence
from datetime import datetime

from domains.care.fixed_timer import LIMIT_S, RULE, is_too_long, quiet_for_s
from domains.care.ports import Quiet, Rhythm, RhythmModel, Sign
from domains.kernel.provenance import Fallback, NoAnswer


async def judge_quiet(
    *,
    model: RhythmModel,
    rhythm: Rhythm | None,
    new: Sequence[Sign],
    last_sign_at: datetime,
    now: datetime,
    within_s: float,
) -> Quiet:
    """`last_sign_at` is that of all signs, the new ones too.

    Holds no transaction, and takes no longer than `within_s` seconds.
    """
    match await model.judge(rhythm, new, now=now, within_s=within_s):
        case NoAnswer(reason):
            quiet_s = quiet_for_s(last_sign_at, now=now)
            by = Fallback(RULE, reason)
            return Quiet(is_too_long(quiet_s), quiet_s, LIMIT_S, rhythm=None, by=by)
        case quiet:
            return quiet
