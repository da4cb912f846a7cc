"""What the law has us tell about consents: that they end, that they stand, and who was told."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class ConsentNews:
    """What news of one consent begin with: whose it is, for what, and when it was so."""

    event_id: UUID
    subject_id: UUID
    purpose: Purpose
    at: datetime


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


def consent_ended(news: ConsentNews) -> Notification:
    """A consent that was given for a time has run out, or its text has changed."""
    return _of_purpose(MessageKey.CONSENT_ENDED, news, _family(news.subject_id))


def consent_asked(news: ConsentNews) -> Notification:
    """The text has changed in substance: whoever may decide reads it and decides anew."""
    return _of_purpose(MessageKey.CONSENT_ASKED, news, _family(news.subject_id))


def consent_reconfirmation(news: ConsentNews, *, since: date) -> Notification:
    """정보통신망법 §50⑧: every two years, that a yes to advertising stands, and how to end it."""
    return _of_advertising(MessageKey.CONSENT_RECONFIRMATION, news, since=since.isoformat())


def consent_result(news: ConsentNews, *, granted: bool, decided_at: datetime) -> Notification:
    """정보통신망법 §50⑦: what became of a yes or a no to advertising, within fourteen days."""
    key = MessageKey.CONSENT_RESULT_YES if granted else MessageKey.CONSENT_RESULT_NO
    return _of_advertising(key, news, decided_at=decided_at.isoformat())


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


def _of_advertising(key: MessageKey, news: ConsentNews, **values: str) -> Notification:
    return _of_purpose(key, news, _only(news.subject_id), by_day=True, **values)


def _of_purpose(
    key: MessageKey, news: ConsentNews, audience: Audience, *, by_day: bool = False, **values: str
) -> Notification:
    return _notice(
        key,
        event_id=news.event_id,
        audience=audience,
        subject_id=news.subject_id,
        tag=_tag(news.subject_id, news.purpose),
        values={"purpose": _term(news.purpose)} | values,
        at=news.at,
        by_day=by_day,
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
