"""Ties between people, and their accounts: those who wait for the other side hear of it."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.identity import events
from domains.kernel.outbox import Recorded
from notifications.public import announcements


async def invitation_accepted(
    messenger: Messenger, record: Recorded, event: events.InvitationAccepted
) -> None:
    by = await messenger.name_of(event.accepted_by)
    if by is not None:
        await messenger.tell(
            announcements.invitation_accepted(
                event_id=record.id,
                inviter_id=event.inviter_id,
                invitation_id=event.invitation_id,
                by=by,
                at=record.occurred_at,
            )
        )


async def guardianship_claimed(
    messenger: Messenger, record: Recorded, event: events.GuardianshipClaimed
) -> None:
    await messenger.tell(
        announcements.guardianship_claimed(
            event_id=record.id, claim_id=event.claim_id, at=record.occurred_at
        )
    )


async def guardianship_answered(
    messenger: Messenger,
    record: Recorded,
    event: events.GuardianshipConfirmed | events.GuardianshipRefused,
) -> None:
    """Refused, the child is named as well: its claimant named it first."""
    child = await messenger.name_of(event.subject_id)
    tell = (
        announcements.guardianship_confirmed
        if isinstance(event, events.GuardianshipConfirmed)
        else announcements.guardianship_refused
    )
    if child is not None:
        await messenger.tell(
            tell(
                event_id=record.id,
                holder_id=event.holder_id,
                claim_id=event.claim_id,
                child=child,
                at=record.occurred_at,
            )
        )


async def account_linked(
    messenger: Messenger, record: Recorded, event: events.AccountLinked
) -> None:
    await messenger.tell(
        announcements.account_linked(
            event_id=record.id,
            person_id=event.person_id,
            account_id=event.account_id,
            at=record.occurred_at,
        )
    )


FOLLOWS: Follows = (
    (events.InvitationAccepted, invitation_accepted),
    (events.GuardianshipClaimed, guardianship_claimed),
    (events.GuardianshipConfirmed, guardianship_answered),
    (events.GuardianshipRefused, guardianship_answered),
    (events.AccountLinked, account_linked),
)
