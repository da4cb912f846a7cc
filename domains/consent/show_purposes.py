"""What may be asked of a person and what stands, for those whose business it is."""

from dataclasses import dataclass
from uuid import UUID

from domains.consent.policy import may_grant, may_see, may_withdraw
from domains.consent.provision_notices import ProvisionNotices, notices_of
from domains.consent.queries import PurposeView, purposes_of
from domains.consent.who_asks import decider_of
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class NotYoursToSee:
    """The actor is neither the person nor a guardian, or there is no such person."""


@dataclass(frozen=True, slots=True)
class ShownPurposes:
    """Every declared purpose, what the actor may do about them, and how provisions are told."""

    purposes: list[PurposeView]
    may_grant: bool
    may_withdraw: bool
    notices: ProvisionNotices


async def show_purposes(
    actor: Actor, *, subject_id: UUID, locale: Locale, clock: Clock
) -> ShownPurposes | NotYoursToSee:
    """The texts in `locale`, as they would be agreed to now."""
    who = await decider_of(actor, subject_id=subject_id, clock=clock)
    if who is None or not may_see(who):
        return NotYoursToSee()
    return ShownPurposes(
        purposes=await purposes_of(subject_id, locale=locale, at=clock.now()),
        may_grant=may_grant(who),
        may_withdraw=may_withdraw(who),
        notices=await notices_of(subject_id),
    )
