"""How ties between people come about, told to those who wait for the other side."""

from datetime import datetime, timedelta
from uuid import UUID

from domains.kernel.actor import Role
from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import Audience, Category, Notification, Persons, RoleHolders

NEWS_LIVES = timedelta(days=3)


def invitation_accepted(
    *, event_id: UUID, inviter_id: UUID, invitation_id: UUID, by: str, at: datetime
) -> Notification:
    """Somebody entered the code: the inviter looks who it is, and confirms."""
    return _family(
        MessageKey.FAMILY_INVITATION_ACCEPTED,
        event_id=event_id,
        audience=_only(inviter_id),
        subject_id=inviter_id,
        tag=f"invitation:{invitation_id}",
        deep_link=deep_links.invitation(invitation_id=invitation_id),
        values={"by": by},
        at=at,
    )


def guardianship_claimed(*, event_id: UUID, claim_id: UUID, at: datetime) -> Notification:
    """A claim waits for an officer's check. It names nobody: the queue does, to who may see."""
    return _family(
        MessageKey.FAMILY_GUARDIANSHIP_CLAIMED,
        event_id=event_id,
        audience=frozenset({RoleHolders(Role.OFFICER)}),
        subject_id=None,
        tag=f"guardianship:{claim_id}",
        deep_link=deep_links.guardianship(claim_id=claim_id),
        values={},
        at=at,
    )


def guardianship_confirmed(
    *, event_id: UUID, holder_id: UUID, claim_id: UUID, child: str, at: datetime
) -> Notification:
    """The guardian may act for the child from now on."""
    return _answer(
        MessageKey.FAMILY_GUARDIANSHIP_CONFIRMED, event_id, holder_id, claim_id, child, at
    )


def guardianship_refused(
    *, event_id: UUID, holder_id: UUID, claim_id: UUID, child: str, at: datetime
) -> Notification:
    """An officer did not find the evidence enough; the app shows why, and how to try again."""
    return _answer(MessageKey.FAMILY_GUARDIANSHIP_REFUSED, event_id, holder_id, claim_id, child, at)


def _answer(
    key: MessageKey, event_id: UUID, holder_id: UUID, claim_id: UUID, child: str, at: datetime
) -> Notification:
    return _family(
        key,
        event_id=event_id,
        audience=_only(holder_id),
        subject_id=holder_id,
        tag=f"guardianship:{claim_id}",
        deep_link=deep_links.guardianship(claim_id=claim_id),
        values={"child": child},
        at=at,
    )


def _only(person_id: UUID) -> Audience:
    return frozenset({Persons(frozenset({person_id}))})


def _family(
    key: MessageKey,
    *,
    event_id: UUID,
    audience: Audience,
    subject_id: UUID | None,
    tag: str,
    deep_link: str,
    values: dict[str, str],
    at: datetime,
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + NEWS_LIVES,
        key=key,
        category=Category.SERVICE,
        audience=audience,
        subject_id=subject_id,
        purpose=None,
        tag=tag,
        deep_link=deep_link,
        values=values,
    )
