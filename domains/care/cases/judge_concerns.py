""" "Was this right?": people's answers, by which thresholds are tuned."""

from domains.care.cases.events import ConcernJudged
from domains.care.cases.models import Case, CaseConcern
from domains.kernel import outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def judge_concerns(
    actor: Actor, case: Case, was_right: bool | None, *, clock: Clock, ids: Ids
) -> None:
    """Within the caller's transaction; what was judged before stays as it was."""
    if was_right is None:
        return
    now = clock.now()
    rows = await CaseConcern.filter(case_id=case.id, was_right=None).order_by("id")
    await CaseConcern.filter(case_id=case.id, was_right=None).update(
        was_right=was_right, judged_by=actor.person_id, judged_at=now
    )
    judged = [
        ConcernJudged(
            concern_id=row.id,
            case_id=case.id,
            senior_id=case.senior_id,
            kind=row.kind,
            was_right=was_right,
            at=now,
        )
        for row in rows
    ]
    await outbox.record_all(judged, clock=clock, ids=ids)
