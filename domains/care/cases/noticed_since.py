"""Whether something was noticed of which whoever says "it was none" did not know."""

from datetime import datetime, timedelta
from typing import Final

from tortoise.expressions import Q

from domains.care.cases.levels import LASTING, STRAIGHT_TO_119
from domains.care.cases.models import Case, CaseConcern
from domains.kernel.clock import Clock

CROSSES_WITHIN: Final = timedelta(seconds=30)
"""A list on a screen is up to 20 seconds old, and a tap is a few more on its way."""


async def noticed_since(case: Case, at: datetime | None, *, clock: Clock) -> bool:
    """`at` is the moment of which somebody spoke (`CaseView.as_of`); what came in after it, news or
    not, they had not seen: a detector that still cries on is no supper of two hours ago any more.

    Without a moment, or with one of a phone whose clock is ahead, nobody knows what they had seen:
    then a danger that came just now is not what they meant. A detector that cries on is, for it
    would never let them say so.
    """
    now, concerns = clock.now(), CaseConcern.filter(case_id=case.id)
    if at is not None and at <= now:
        return await concerns.filter(raised_at__gt=at).exists()
    dangers = concerns.filter(kind__in=list(STRAIGHT_TO_119), raised_at__gt=now - CROSSES_WITHIN)
    return await dangers.filter(~Q(kind__in=list(LASTING)) | Q(is_news=True)).exists()
