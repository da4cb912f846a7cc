"""She was asked, and something stirred since: whether it answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.fixed_timer import quiet_for_s
from domains.care.judgement.memory import Remembered
from domains.care.ports import Deaf, Quiet
from domains.kernel.provenance import Predicted

STIRRED_S: Final = 5.0


def surely_stirred(
    home: Remembered, circumstances: Circumstances, seen_at: datetime | None
) -> tuple[Remembered, datetime | None]:
    """Where a pet lives: a door, a tap or a switch since she was asked, however late it came in."""
    if home.asked is None or seen_at is None or not circumstances.household.has_pet:
        return home, None
    return (replace(home, asked=None), seen_at) if seen_at > home.asked.at else (home, None)


def stirred(
    home: Remembered,
    quiet: Quiet,
    circumstances: Circumstances,
    deaf: Sequence[Deaf],
    now: datetime,
) -> tuple[Remembered, datetime | None]:
    """When she has stirred since she was asked. Where a pet lives the model may tell her steps from
    its own; by the clock its steps end the silence, and answer nothing."""
    if home.asked is None:
        return home, None
    since_asked_s = quiet_for_s(home.asked.at, deaf=deaf, now=now)
    if quiet.quiet_s >= since_asked_s - STIRRED_S:
        return home, None
    if isinstance(quiet.by, Predicted) or not circumstances.household.has_pet:
        return replace(home, asked=None), now - timedelta(seconds=quiet.quiet_s)
    return replace(home, asked=replace(home.asked, is_over=True)), None
