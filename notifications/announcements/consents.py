"""What the law has us tell about consents: that they end, that they stand, and who was told."""

from datetime import date, datetime, timedelta
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.actor import Role
from notifications import deep_links
from notifications.announcements.child import Child
from notifications.messages.keys import MessageKey
from notifications.notification import (
    Audience,
    Category,
    GuardiansOf,
    Notification,
    Persons,
    RoleHolders,
)

NOTICE_LIVES = timedelta(days=14)
"""A notice that the law asks for waits for a phone as long as the law gives us to tell."""


def consent_lapse_coming(*, event_id: UUID, child: Child, day: date, at: datetime) -> Notification:
    """On `day` the child is fourteen: the guardian's consents end, and the child is asked.

    위치정보법 §25, 개인정보보호법 §22의2: from that day the child decides alone.
    """
    return _notice(
        MessageKey.CONSENT_LAPSE_COMING,
        event_id=event_id,
        audience=_family(child.id),
        subject_id=child.id,
        tag=f"consent-lapse:{child.id}",
        values={"child": child.name, "day": day.isoformat()},
        at=at,
    )


def consent_lapsed(*, event_id: UUID, child: Child, at: datetime) -> Notification:
    """The day has come: what the guardian had agreed to has ended."""
    return _notice(
        MessageKey.CONSENT_LAPSED,
        event_id=event_id,
        audience=_family(child.id),
        subject_id=child.id,
        tag=f"consent-lapse:{child.id}",
        values={"child": child.name},
        at=at,
    )


def consent_ended(
    *, event_id: UUID, subject_id: UUID, purpose: Purpose, at: datetime
) -> Notification:
    """A consent that was given for a time has run out, or its text has changed."""
    return _of_purpose(MessageKey.CONSENT_ENDED, event_id, subject_id, purpose, at)


def consent_reconfirmation(
    *, event_id: UUID, subject_id: UUID, purpose: Purpose, since: date, at: datetime
) -> Notification:
    """정보통신망법 §50⑧: every two years, that a yes to advertising stands, and how to end it."""
    return _notice(
        MessageKey.CONSENT_RECONFIRMATION,
        event_id=event_id,
        audience=_only(subject_id),
        subject_id=subject_id,
        tag=_tag(subject_id, purpose),
        values={"purpose": _term(purpose), "since": since.isoformat()},
        at=at,
        by_day=True,
    )


def consent_result(
    *,
    event_id: UUID,
    subject_id: UUID,
    purpose: Purpose,
    granted: bool,
    decided_at: datetime,
    at: datetime,
) -> Notification:
    """정보통신망법 §50⑦: what became of a yes or a no to advertising, within fourteen days."""
    return _notice(
        MessageKey.CONSENT_RESULT_YES if granted else MessageKey.CONSENT_RESULT_NO,
        event_id=event_id,
        audience=_only(subject_id),
        subject_id=subject_id,
        tag=_tag(subject_id, purpose),
        values={"purpose": _term(purpose), "decided_at": decided_at.isoformat()},
        at=at,
        by_day=True,
    )


def consent_asked(
    *, event_id: UUID, subject_id: UUID, purpose: Purpose, at: datetime
) -> Notification:
    """The text has changed in substance: whoever may decide reads it and decides anew."""
    return _of_purpose(MessageKey.CONSENT_ASKED, event_id, subject_id, purpose, at)


def location_provided(
    *, event_id: UUID, person_id: UUID, child: Child, receiver: str, at: datetime
) -> Notification:
    """위치정보법 §19③: to `person_id`, at once, that a location was given to `receiver`."""
    return _notice(
        MessageKey.CONSENT_LOCATION_PROVIDED,
        event_id=event_id,
        audience=_only(person_id),
        subject_id=child.id,
        tag=f"location-provided:{event_id}",
        values={"child": child.name, "receiver": receiver, "at": at.isoformat()},
        at=at,
        deep_link=deep_links.location_uses(person_id=child.id),
    )


def location_digest(
    *,
    event_id: UUID,
    person_id: UUID,
    child: Child,
    first: date,
    last: date,
    times: int,
    at: datetime,
) -> Notification:
    """위치정보법 §19④: from `first` to `last` a location was given to somebody so many times.

    `person_id` is who is told: the child itself, or its guardian.
    """
    return _notice(
        MessageKey.CONSENT_LOCATION_DIGEST,
        event_id=event_id,
        audience=_only(person_id),
        subject_id=child.id,
        tag=f"location-digest:{last:%Y%m%d}:{child.id.hex}",
        values={
            "child": child.name,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "times": str(times),
        },
        at=at,
        deep_link=deep_links.location_uses(person_id=child.id),
    )


def erasure_overdue(
    *, event_id: UUID, erasure_id: UUID, due: datetime, at: datetime
) -> Notification:
    """To the data-protection officer: a store has not proved that withdrawn data is gone."""
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + NOTICE_LIVES,
        key=MessageKey.CONSENT_ERASURE_OVERDUE,
        category=Category.SERVICE,
        audience=frozenset({RoleHolders(Role.DPO)}),
        subject_id=None,
        purpose=None,
        tag=f"erasure:{erasure_id}",
        deep_link=deep_links.erasure(erasure_id=erasure_id),
        values={"due": due.isoformat()},
    )


def _of_purpose(
    key: MessageKey, event_id: UUID, subject_id: UUID, purpose: Purpose, at: datetime
) -> Notification:
    return _notice(
        key,
        event_id=event_id,
        audience=_family(subject_id),
        subject_id=subject_id,
        tag=_tag(subject_id, purpose),
        values={"purpose": _term(purpose)},
        at=at,
    )


def _notice(
    key: MessageKey,
    *,
    event_id: UUID,
    audience: Audience,
    subject_id: UUID,
    tag: str,
    values: dict[str, str],
    at: datetime,
    deep_link: str | None = None,
    by_day: bool = False,
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + NOTICE_LIVES,
        key=key,
        category=Category.SERVICE,
        audience=audience,
        subject_id=subject_id,
        purpose=None,
        tag=tag,
        deep_link=deep_link or deep_links.consents(person_id=subject_id),
        values=values,
        by_day=by_day,
    )


def _family(child_id: UUID) -> Audience:
    return _only(child_id) | {GuardiansOf(child_id, who_decide=True)}


def _only(person_id: UUID) -> Audience:
    return frozenset({Persons(frozenset({person_id}))})


def _tag(subject_id: UUID, purpose: Purpose) -> str:
    return f"consent:{subject_id.hex[-12:]}:{purpose}"


def _term(purpose: Purpose) -> str:
    return f"purpose.{purpose}"
