"""She is asked, and an outage stops the judgement: a step that was heard answers all the same."""

from dataclasses import replace
from datetime import datetime

from domains.care.judgement.deafness import SAID_BEFOREHAND
from domains.care.judgement.memory import Remembered
from domains.care.ports import Deaf


def stirred_while_stopped(
    home: Remembered,
    before: Remembered,
    stopped: Deaf,
    *,
    seen_at: datetime | None,
) -> tuple[Remembered, datetime | None]:
    """The home, and her sign since she was asked, where one came in with this look.

    What was not heard says nothing, and is waited for; what was heard needs no waiting: else a
    bridge that restarts under an open question sends people to somebody who is about. Not while
    somebody is with her, as was said. `seen_at`: the last sign of this look that is surely hers.
    """
    if seen_at is None or stopped.cause in SAID_BEFOREHAND:
        return home, None
    if home.asked is not None and seen_at > home.asked.at:
        return replace(home, asked=None), seen_at
    return home, came_back_at(before, home, seen_at)


def came_back_at(before: Remembered, home: Remembered, seen_at: datetime | None) -> datetime | None:
    """The sign that ended a rule that had rung, surely hers."""
    return seen_at if before.raised - home.raised or before.doubted else None
