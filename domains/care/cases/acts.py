"""What people did about a case. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from domains.care.cases.vocabulary import ActKind

SETTLING: Final = frozenset(
    {
        ActKind.SPOKE_WITH_HER,
        ActKind.VISITED,
        ActKind.IN_HOSPITAL,
        ActKind.EMERGENCY_TOOK_OVER,
    }
)
"""After one of these somebody knows how she is; the others only say that somebody tries."""

LONGEST_HOLD: Final = timedelta(hours=1)
"""Somebody who needs longer says so again: a case is never asleep for a night."""

LONGEST_NOTE: Final = 2_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class NewAct:
    """`at` is when it was done, by our clock (`phone_clock`): a form that was filled in a lift
    arrives later."""

    kind: ActKind
    at: datetime
    note: str | None = field(default=None, repr=False)
    """In one's own words; a picture may follow (`keep_photo`)."""


def is_possible(act: NewAct, *, now: datetime) -> bool:
    """Nobody has done what lies ahead, and a note is no book."""
    return act.at <= now and len(act.note or "") <= LONGEST_NOTE


def is_settled(done: Iterable[tuple[ActKind, datetime]], *, since: datetime) -> bool:
    """Whether somebody knows how she is, later than what was noticed last."""
    return any(kind in SETTLING and at > since for kind, at in done)
