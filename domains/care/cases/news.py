"""Whether what is noticed in an open case is news, for which people are asked anew."""

from domains.care.cases.concern import Concern
from domains.care.cases.levels import (
    STRAIGHT_TO_119,
    Noticed,
    gravity,
    is_new_danger,
    level_of,
    peers_of,
)
from domains.care.cases.models import Case, CaseConcern
from domains.care.cases.seen_to import settled_at
from domains.care.cases.vocabulary import ConcernKind, Level


async def is_news(case: Case, concern: Concern) -> bool:
    """Something graver than the case, a danger of which 119 does not know, or her own cry for help
    where until now there was only silence, however far that had gone."""
    level = level_of(concern.kind, concern.level)
    if gravity(concern.kind, level) > gravity(case.kind, await _level_of_case(case, concern)):
        return True
    return concern.kind in STRAIGHT_TO_119 and await _is_new_danger(case, concern)


async def _level_of_case(case: Case, concern: Concern) -> Level:
    """How far the ladder has climbed says nothing against her own word: for that it is what the
    case began with."""
    if concern.kind is not ConcernKind.ASKED_FOR_HELP:
        return case.level
    of_kind = await CaseConcern.filter(case_id=case.id, kind=case.kind)
    return max((row.level for row in of_kind), default=case.level)


async def _is_new_danger(case: Case, concern: Concern) -> bool:
    before = await CaseConcern.filter(case_id=case.id, kind__in=list(peers_of(concern.kind)))
    return is_new_danger(
        concern.kind,
        Noticed(concern.observed_at, concern.late),
        before=[Noticed(row.observed_at, row.late) for row in before],
        settled_at=await settled_at(case, before=concern.observed_at),
    )
