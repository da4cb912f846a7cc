"""The rights desk: to the citizen how their case stands, to the officers which clock runs out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from domains.kernel.actor import Role
from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import Audience, Category, Notification, Persons, RoleHolders

NEWS_LIVES = timedelta(days=7)

OFFICERS: Audience = frozenset({RoleHolders(Role.DPO), RoleHolders(Role.OFFICER)})


@dataclass(frozen=True, slots=True)
class CaseNews:
    """What all news of a case begin with: whose case, which one, and when it was so."""

    event_id: UUID
    person_id: UUID
    case_id: UUID
    kind: str
    """Which right: a word of the catalogue."""
    at: datetime


def case_received(news: CaseNews, *, due: date) -> Notification:
    """The clock runs; `due` is the last day for the answer."""
    return _to_citizen(MessageKey.RIGHTS_RECEIVED, news, due=due.isoformat())


def case_answered(news: CaseNews) -> Notification:
    """The answer lies in the app: it may hold what no lock screen should show."""
    return _to_citizen(MessageKey.RIGHTS_ANSWERED, news)


def case_extended(news: CaseNews, *, due: date) -> Notification:
    """The answer takes longer; the reason is in the app."""
    return _to_citizen(MessageKey.RIGHTS_EXTENDED, news, due=due.isoformat())


def case_waits(news: CaseNews) -> Notification:
    """The case waits for its maker (a proof, the rest of a draft), and is not dropped."""
    return _to_citizen(MessageKey.RIGHTS_WAITS, news)


def export_ready(
    *, event_id: UUID, person_id: UUID, export_id: UUID, until: datetime, at: datetime
) -> Notification:
    """The copy of one's data can be fetched until its link ends."""
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=until,
        key=MessageKey.RIGHTS_EXPORT_READY,
        category=Category.SERVICE,
        audience=frozenset({Persons(frozenset({person_id}))}),
        subject_id=person_id,
        purpose=None,
        tag=f"export:{export_id}",
        deep_link=deep_links.export(export_id=export_id),
        values={"until": until.isoformat()},
    )


def case_due(
    *, event_id: UUID, case_id: UUID, kind: str, due: date, overdue: bool, at: datetime
) -> Notification:
    """To the officers, with no name: a case is nearly due, or over its day."""
    return _to_officers(
        MessageKey.RIGHTS_OVERDUE if overdue else MessageKey.RIGHTS_DUE_SOON,
        event_id=event_id,
        tag=f"rights-clock:{case_id}",
        deep_link=deep_links.rights_case(case_id=case_id),
        values={"kind": _term(kind), "due": due.isoformat()},
        at=at,
        audience=OFFICERS,
    )


def breach_due(
    *, event_id: UUID, breach_id: UUID, due: datetime, overdue: bool, at: datetime
) -> Notification:
    """개인정보보호법 §34, 시행령 §39: those concerned and the commission hear within 72 hours."""
    return _to_officers(
        MessageKey.BREACH_OVERDUE if overdue else MessageKey.BREACH_DUE_SOON,
        event_id=event_id,
        tag=f"breach:{breach_id}",
        deep_link=deep_links.breach(breach_id=breach_id),
        values={"due": due.isoformat()},
        at=at,
        audience=frozenset({RoleHolders(Role.DPO)}),
    )


def _to_citizen(key: MessageKey, news: CaseNews, **values: str) -> Notification:
    return Notification(
        event_id=news.event_id,
        occurred_at=news.at,
        expires_at=news.at + NEWS_LIVES,
        key=key,
        category=Category.SERVICE,
        audience=frozenset({Persons(frozenset({news.person_id}))}),
        subject_id=news.person_id,
        purpose=None,
        tag=f"rights:{news.case_id}",
        deep_link=deep_links.rights_case(case_id=news.case_id),
        values={"kind": _term(news.kind)} | values,
    )


def _to_officers(
    key: MessageKey,
    *,
    event_id: UUID,
    tag: str,
    deep_link: str,
    values: dict[str, str],
    at: datetime,
    audience: Audience,
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + NEWS_LIVES,
        key=key,
        category=Category.SERVICE,
        audience=audience,
        subject_id=None,
        purpose=None,
        tag=tag,
        deep_link=deep_link,
        values=values,
    )


def _term(kind: str) -> str:
    return f"rights.{kind}"
