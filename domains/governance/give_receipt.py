"""A code for whoever will be erased, with which they learn afterwards that it is done."""

from dataclasses import dataclass, field
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.case_policy import ANSWERS
from domains.governance.outcomes import NotPossible, NotYours
from domains.governance.take_step import lock_case
from domains.governance.vocabulary import CaseKind, CaseState
from domains.governance.who_asks import may_receive
from domains.governance.why import of_rights
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.written_code import digest_of, new_code

TOO_LATE = ANSWERS | {CaseState.WITHDRAWN, CaseState.CLOSED}


@dataclass(frozen=True, slots=True)
class ReceiptGiven:
    """The code is shown now and never again."""

    case_id: UUID
    code: str = field(repr=False)


async def give_receipt(
    actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids
) -> ReceiptGiven | NotPossible | NotYours:
    """For the applicant, or for the desk that writes it down for somebody without a phone.

    A new code ends the one before, as somebody who lost the paper wants it.
    """
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not await may_receive(actor, case, at=clock.now()):
            return NotYours()
        if case.kind is not CaseKind.DELETION or case.state in TOO_LATE:
            return NotPossible(case.state)
        code = new_code()
        case.receipt = digest_of(code)
        await case.save(update_fields=["receipt"])
        await audit.record(
            actor,
            "governance.receipt.give",
            subject_id=case.subject_id,
            reference=case.id,
            why=of_rights(actor),
            clock=clock,
            ids=ids,
        )
        return ReceiptGiven(case.id, code)
