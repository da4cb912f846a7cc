"""Processing stands still (개인정보 보호법 §37), until the person lifts it."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent import public as consent
from domains.consent.public import Erasers
from domains.governance.case_policy import Move
from domains.governance.models import Suspension
from domains.governance.outcomes import NotPossible, NotYours, StepOutcome, Stepped
from domains.governance.staff import may_handle
from domains.governance.take_step import lock_case, take_step
from domains.governance.vocabulary import CaseKind, CaseState
from domains.governance.who_asks import capacity_of, may_follow
from domains.governance.why import of_rights
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def carry_out_suspension(
    actor: Actor, *, case_id: UUID, erasers: Erasers, clock: Clock, ids: Ids
) -> StepOutcome:
    """End every purpose with its data (§37⑤); by the applicant who is proved, or the desk.

    Until the person lifts it, consent takes no new yes: a prompt that somebody taps away, or the
    other guardian of a child, does not quietly undo a will that was proved.
    """
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not (
            await may_follow(actor, case, at=clock.now()) or await may_handle(actor, case)
        ):
            return NotYours()
        if case.kind is not CaseKind.SUSPENSION or case.state is not CaseState.IN_PROGRESS:
            return NotPossible(case.state)
        await consent.suspend_all(
            actor, case.subject_id, locale=case.locale, erasers=erasers, clock=clock, ids=ids
        )
        await Suspension.create(
            id=ids.new(), subject_id=case.subject_id, case_id=case_id, since=clock.now()
        )
        await take_step(case, Move.ANSWER, actor=actor, clock=clock, ids=ids)
        return Stepped.of(case)


async def is_suspended(subject_id: UUID) -> bool:
    """Whether the person's processing stands still now."""
    return await Suspension.exists(subject_id=subject_id, lifted_at=None)


async def lift_suspension(
    actor: Actor, *, subject_id: UUID, clock: Clock, ids: Ids
) -> int | NotYours:
    """The person lets it go on; each purpose is asked for anew. How many suspensions ended."""
    async with in_transaction():
        if await capacity_of(actor, subject_id=subject_id, at=clock.now()) is None:
            return NotYours()
        lifted = await sql.execute(
            """
            UPDATE governance.suspensions SET lifted_at = $2
            WHERE subject_id = $1 AND lifted_at IS NULL
            """,
            subject_id,
            clock.now(),
        )
        await consent.go_on(subject_id)
        await audit.record(
            actor,
            "governance.suspension.lift",
            subject_id=subject_id,
            why=of_rights(actor),
            clock=clock,
            ids=ids,
        )
        return lifted
