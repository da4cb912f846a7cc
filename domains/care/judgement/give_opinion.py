""" "Was this right?": what somebody says of an alarm moves a limit by a step, within the bounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import NotYourCase, case_for
from domains.care.cases.models import Case, CaseConcern
from domains.care.judgement.learn import Opinion, learnt, limits_moved
from domains.care.judgement.limits import Bounds, Limit
from domains.care.judgement.models import GivenOpinion, LearntSteps
from domains.care.judgement.read_circumstances import bounds_of, steps_of_senior
from domains.care.judgement.rules.temperature import TOO_COLD, TOO_HOT
from domains.care.judgement.watch_homes import look_at_senior
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

TUNES_NOTHING: Final[tuple[Limit, ...]] = ()


@dataclass(frozen=True, slots=True)
class OpinionTaken:
    """`moved` are the limits that it moved; none where it was right, said before, or at a bound."""

    moved: tuple[Limit, ...]


async def give_opinion(
    actor: Actor, *, case_id: UUID, opinion: Opinion, clock: Clock, ids: Ids
) -> OpinionTaken | NotYourCase:
    """Whoever may take part in a case says it, once each. Smoke, gas, a fall and SOS tune nothing:
    they always ring."""
    async with in_transaction():
        case = await case_for(actor, case_id, clock=clock)
        if isinstance(case, NotYourCase):
            return case
        if await GivenOpinion.exists(case_id=case_id, given_by=actor.person_id):
            return OpinionTaken(TUNES_NOTHING)
        await GivenOpinion.create(
            id=ids.new(),
            case_id=case_id,
            senior_id=case.senior_id,
            given_by=actor.person_id,
            kind=case.kind,
            opinion=opinion,
            at=clock.now(),
        )
        moved = await _tuned(case, opinion, ids=ids)
        if moved:
            await look_at_senior(case.senior_id, clock=clock)
        return OpinionTaken(moved)


async def _tuned(case: Case, opinion: Opinion, *, ids: Ids) -> tuple[Limit, ...]:
    if case.centre_id is None:
        return TUNES_NOTHING
    bounds = await bounds_of(case.centre_id)
    limits = limits_moved(case.kind, is_hot=await _was_hot(case.id))
    return tuple([each for each in limits if await _moved(case, each, opinion, bounds, ids)])


async def _moved(case: Case, limit: Limit, opinion: Opinion, bounds: Bounds, ids: Ids) -> bool:
    before = await steps_of_senior(case.senior_id)
    after = learnt(before, limit, opinion, bounds=bounds)
    if after == before:
        return False
    row = await LearntSteps.get_or_none(senior_id=case.senior_id, limit=limit)
    row = row or LearntSteps(id=ids.new(), senior_id=case.senior_id, limit=limit)
    row.steps = after[limit]
    await row.save()
    return True


async def _was_hot(case_id: UUID) -> bool | None:
    """None where nothing says it any more: what sensors told is not kept as long as the case."""
    concerns: Sequence[CaseConcern] = await CaseConcern.filter(case_id=case_id)
    told = {signal["kind"] for each in concerns for signal in each.signals}
    return TOO_HOT in told if told & {TOO_HOT, TOO_COLD} else None
