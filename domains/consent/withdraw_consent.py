"""Withdraw: the no to one purpose, which whoever may say yes may say, and the person at any age."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent.announce_no import announce_no
from domains.consent.catalogue import Purpose
from domains.consent.end_purpose import Ending, end_purpose
from domains.consent.erasers import Erased, Erasers
from domains.consent.fold import Action
from domains.consent.hold_if_known import hold_if_known
from domains.consent.kept import kept_after
from domains.consent.policy import may_withdraw
from domains.consent.who_asks import NotYoursToDecide, decider_of
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.subject_rights import Kept
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The ledger holds the no, and what lay in the database is gone.

    `follows` names the stores that are still to prove that they hold nothing more; `kept` is what
    stays and by which law. `changed` is False when it did not stand before.
    """

    subject_id: UUID
    purpose: Purpose
    changed: bool
    erased: Sequence[Erased]
    follows: Sequence[str]
    kept: Sequence[Kept]


async def withdraw(
    actor: Actor,
    *,
    subject_id: UUID,
    purpose: Purpose,
    locale: Locale,
    erasers: Erasers,
    clock: Clock,
    ids: Ids,
) -> Withdrawn | NotYoursToDecide:
    """Close the purpose and destroy what was held under it, before the answer returns.

    위치정보법 §24④: on withdrawal the location data collected must be destroyed without delay.
    """
    async with in_transaction():
        who = await decider_of(actor, subject_id=subject_id, clock=clock)
        if who is None or not may_withdraw(who):
            return NotYoursToDecide()
        stands = await hold_if_known(subject_id, clock=clock)
        if stands is None:
            return NotYoursToDecide()
        ending = Ending(subject_id, purpose, Action.WITHDRAWN, None, locale)
        ended = await end_purpose(
            actor.in_private, ending, stands, erasers=erasers, clock=clock, ids=ids
        )
        if ended.stood:
            await announce_no(subject_id, purpose, clock=clock, ids=ids)
        return Withdrawn(
            subject_id=subject_id,
            purpose=purpose,
            changed=ended.stood,
            erased=ended.erased,
            follows=ended.follows,
            kept=await kept_after(subject_id, purpose, at=clock.now()),
        )
