"""An officer writes down what somebody who came to the desk asks for."""

from tortoise.transactions import in_transaction

from domains.governance.case_policy import Move
from domains.governance.open_case import keep_draft
from domains.governance.outcomes import NotYours, ResidentNumberRefused, Stepped
from domains.governance.staff import may_handle
from domains.governance.take_step import take_step
from domains.governance.vocabulary import Proof
from domains.governance.wish import Parties, Wish, new_case
from domains.identity import public as identity
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


async def open_at_desk(
    actor: Actor,
    *,
    parties: Parties,
    proof: Proof | None,
    wish: Wish,
    locale: Locale,
    clock: Clock,
    ids: Ids,
) -> Stepped | NotYours | ResidentNumberRefused:
    """For a person without a phone, or a representative with a power of attorney.

    `proof` is what the officer was shown; without one the case waits for it.
    """
    if wish.shows_resident_number:
        return ResidentNumberRefused()
    async with in_transaction():
        case = await new_case(parties, wish, locale=locale, clock=clock, ids=ids)
        if not await may_handle(actor, case):
            return NotYours()
        if parties.subject_id not in await identity.people([parties.subject_id], named=False):
            return NotYours()
        await keep_draft(case, actor=actor, clock=clock, ids=ids)
        await take_step(case, Move.SUBMIT, actor=actor, clock=clock, ids=ids)
        if proof is not None:
            case.proof = proof
            await take_step(case, Move.CONFIRM_IDENTITY, actor=actor, clock=clock, ids=ids)
        return Stepped.of(case)
