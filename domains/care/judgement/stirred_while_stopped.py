"""She is asked, and an outage stops the judgement: a step that was heard answers all the same."""

from dataclasses import replace
from datetime import datetime

from domains.care.judgement.deafness import SAID_BEFOREHAND
from domains.care.judgement.household import Household
from domains.care.judgement.memory import Remembered
from domains.care.ports import Deaf


def stirred_while_stopped(
    home: Remembered,
    before: Remembered,
    stopped: Deaf,
    *,
    household: Household,
    seen_at: datetime | None,
) -> tuple[Remembered, datetime | None]:
    """The home, and her sign since she was asked, where one came in with this look.

    What was not heard says nothing, and is waited for; what was heard needs no waiting: else a
    bridge that restarts under an open question sends people to somebody who is about. Not while
    somebody is with her, as was said; where a pet lives by what is surely hers (`seen_at`).
    """
    at = seen_at if household.has_pet else home.last_sign_at
    if at is None or stopped.cause in SAID_BEFOREHAND:
        return home, None
    has_stirred = home.asked is not None and at > home.asked.at
    if has_stirred or before.raised - home.raised:
        return replace(home, asked=None if has_stirred else home.asked), at
    return home, None
