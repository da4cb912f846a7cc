"""Smoke, gas and SOS of one case: each is its own call to 119, whichever came first."""

from typing import Final

from domains.care.cases.levels import ASKED_FIRST, STRAIGHT_TO_119
from domains.care.cases.models import Case, CaseConcern, EmergencyCall
from domains.care.cases.vocabulary import ConcernKind

AT_ONCE: Final = STRAIGHT_TO_119 - ASKED_FIRST
"""A fall waits for her answer first, and in smoke 119 is on the way to her."""


async def also_at_once(case: Case) -> set[ConcernKind]:
    """What else of a case 119 hears at once, beside its gravest concern."""
    rows = await CaseConcern.filter(case_id=case.id, kind__in=list(AT_ONCE))
    return {row.kind for row in rows} - {case.kind}


async def is_news_for_119(case: Case, kind: ConcernKind) -> bool:
    """Whether something as grave as the case is another danger, which 119 was not told of: those
    who come to a fire must hear of gas."""
    if kind not in AT_ONCE or kind is case.kind:
        return False
    return not await EmergencyCall.exists(case_id=case.id, kind=kind)
