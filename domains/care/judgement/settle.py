"""After a deaf time: wait for the backlog, then judge."""

from dataclasses import replace
from datetime import datetime

from domains.care.judgement.deafness import GRACE, SAID_BEFOREHAND
from domains.care.judgement.memory import Remembered
from domains.care.ports import Deaf


def settled(
    home: Remembered, stopped: Deaf | None, now: datetime
) -> tuple[Remembered, Deaf | None]:
    """The home after this look, and why it is not judged yet; None where it may be.

    The first look that finds it heard again waits for a grace more, once; the end of a pause or a
    visit brings no backlog.
    """
    if stopped is not None:
        waits = None if stopped.cause in SAID_BEFOREHAND else stopped.cause
        return replace(home, was_deaf=waits, settles_at=None, too_long_at=None), stopped
    if home.was_deaf is None:
        return home, None
    if home.settles_at is None:
        settles_at = now + GRACE
        return replace(home, settles_at=settles_at), Deaf(now, settles_at, home.was_deaf)
    if now < home.settles_at:
        return home, Deaf(now, home.settles_at, home.was_deaf)
    return home, None
