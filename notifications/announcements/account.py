"""What happened to somebody's own account: told to them alone."""

from datetime import datetime, timedelta
from uuid import UUID

from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification, Persons

WARNING_LIVES = timedelta(days=7)
"""A phone that was off for days must still say that somebody used its owner's session."""


def session_stolen(
    *, event_id: UUID, person_id: UUID, session_id: UUID, device: str, at: datetime
) -> Notification:
    """A session's key was used twice, so the session was ended: its owner signs in again."""
    return _warning(
        MessageKey.ACCOUNT_SESSION_ENDED,
        event_id=event_id,
        person_id=person_id,
        tag=f"session-ended:{session_id}",
        values={"device": device, "at": at.isoformat()},
        at=at,
    )


def account_linked(
    *, event_id: UUID, person_id: UUID, account_id: UUID, at: datetime
) -> Notification:
    """Another way to sign in was added; whoever did not do it takes it away again."""
    return _warning(
        MessageKey.ACCOUNT_LINKED,
        event_id=event_id,
        person_id=person_id,
        tag=f"account-linked:{account_id}",
        values={"at": at.isoformat()},
        at=at,
    )


def contact_code(
    *, event_id: UUID, person_id: UUID, number_id: UUID, code: str, at: datetime, until: datetime
) -> Notification:
    """The code that proves a telephone number; told to that number alone."""
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=until,
        key=MessageKey.ACCOUNT_CONTACT_CODE,
        category=Category.SERVICE,
        audience=frozenset({Persons(frozenset({person_id}))}),
        subject_id=person_id,
        purpose=None,
        tag=f"contact-code:{number_id}",
        deep_link=deep_links.contact_numbers(),
        values={"code": code},
    )


def _warning(
    key: MessageKey,
    *,
    event_id: UUID,
    person_id: UUID,
    tag: str,
    values: dict[str, str],
    at: datetime,
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + WARNING_LIVES,
        key=key,
        category=Category.SERVICE,
        audience=frozenset({Persons(frozenset({person_id}))}),
        subject_id=person_id,
        purpose=None,
        tag=tag,
        deep_link=deep_links.security(),
        values=values,
    )
