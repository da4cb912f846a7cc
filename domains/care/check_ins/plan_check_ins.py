"""A senior's plan is made or changed: from now on she is asked by it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.check_ins.ask import set_next
from domains.care.check_ins.holidays_off import holidays_off
from domains.care.check_ins.models import StoredPlan
from domains.care.check_ins.plan import (
    CheckInPlan,
    PlanRefused,
    due_after_change,
    flaw_of,
    proposed_plan,
)
from domains.care.check_ins.stored_plan import from_row, to_row
from domains.care.check_ins.timers import ASK
from domains.care.lock_senior import lock_senior
from domains.care.people.models import Enrolment
from domains.care.people.read_plans import care_plan
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.timers import cancel_timer, set_timer


@dataclass(frozen=True, slots=True)
class Planned:
    """`due_at` is the next question; None where the plan has no day left."""

    senior_id: UUID
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class NotCaredFor:
    """Nobody is enrolled by this id: the two look alike on purpose."""


async def plan_check_ins(
    actor: Actor, senior_id: UUID, plan: CheckInPlan, *, clock: Clock, ids: Ids
) -> Planned | PlanRefused | NotCaredFor:
    """Whether the actor may is the caller's: her own word, or the centre's that enrols her.

    A question that is open goes on as it was planned when it was asked.
    """
    flaw = flaw_of(plan)
    if flaw is not None:
        return flaw
    async with in_transaction():
        care = await care_plan(senior_id, at=clock.now())
        if care is None:
            return NotCaredFor()
        row = await _locked(senior_id, plan, clock=clock)
        declared, now = await holidays_off(plan), clock.now()
        due = due_after_change(plan, standing=row.due_at, now=now, declared=declared)
        row.plan, row.due_at = to_row(plan), due
        row.changed_at, row.changed_by = clock.now(), actor.person_id
        await row.save()
        await _set(senior_id, due, clock=clock)
        await audit.record(actor, "care.check_ins.plan", subject_id=senior_id, clock=clock, ids=ids)
        return Planned(senior_id, due)


async def go_on_asking(senior_id: UUID, *, clock: Clock) -> datetime | None:
    """A pause ended before its time: within the caller's transaction, the next question is hers of
    today or tomorrow again. None where nothing is planned."""
    row = await StoredPlan.select_for_update().get_or_none(senior_id=senior_id)
    return (
        None
        if row is None
        else await set_next(row, from_row(row.plan), after=clock.now(), clock=clock)
    )


async def propose_plan(senior_id: UUID, *, clock: Clock) -> bool:
    """Whoever is newly cared for is asked each day about ten until she says otherwise; within the
    caller's transaction. False where she has said so already, or has left meanwhile."""
    await lock_senior(senior_id)  # who leaves holds it until all of hers is destroyed
    is_enrolled = await Enrolment.exists(senior_id=senior_id)
    if not is_enrolled or await StoredPlan.exists(senior_id=senior_id):
        return False
    plan = proposed_plan(senior_id)
    row = await _locked(senior_id, plan, clock=clock)
    await set_next(row, plan, after=clock.now(), clock=clock)
    return True


async def _locked(senior_id: UUID, plan: CheckInPlan, *, clock: Clock) -> StoredPlan:
    new = StoredPlan(senior_id=senior_id, plan=to_row(plan), changed_at=clock.now())
    await StoredPlan.bulk_create([new], ignore_conflicts=True)
    return await StoredPlan.select_for_update().get(senior_id=senior_id)


async def _set(senior_id: UUID, due: datetime | None, *, clock: Clock) -> None:
    if due is None:
        await cancel_timer(ASK, senior_id)
    else:
        await set_timer(ASK, senior_id, due_at=due, clock=clock)


async def check_in_plan(senior_id: UUID) -> CheckInPlan | None:
    """Her plan; whoever asks must be allowed to see it."""
    row = await StoredPlan.get_or_none(senior_id=senior_id)
    return from_row(row.plan) if row is not None else None
