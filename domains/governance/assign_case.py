"""Who at the desk sees to a case."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.case_policy import OVER
from domains.governance.outcomes import NotPossible, NotYours, StepOutcome, Stepped
from domains.governance.staff import may_handle
from domains.governance.take_step import lock_case
from domains.governance.why import of_rights
from domains.identity import public as identity
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def assign_case(
    actor: Actor, *, case_id: UUID, officer_id: UUID, clock: Clock, ids: Ids
) -> StepOutcome:
    """Give a case to a colleague, or take it; nobody is given a case of their own circle."""
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not await may_handle(actor, case):
            return NotYours()
        roles = await identity.roles_of(officer_id, at=clock.now())
        colleague = Actor(person_id=officer_id, roles=roles)
        if case.state in OVER or not await may_handle(colleague, case):
            return NotPossible(case.state)
        case.assigned_to = officer_id
        await case.save(update_fields=["assigned_to"])
        await audit.record(
            actor,
            "governance.case.assign",
            subject_id=case.subject_id,
            reference=case.id,
            why=of_rights(actor),
            clock=clock,
            ids=ids,
        )
        return Stepped.of(case)
