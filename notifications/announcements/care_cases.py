"""Cases of people who are cared for: who is asked, and how it goes on.

Asking is safety: it passes quiet hours and wishes, since care asks each guardian at their own
hours, and 119's hour is any. What follows is news, and keeps to their wishes.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.actor import Role
from notifications import deep_links
from notifications.announcements.alarms import ALARM_LIVES
from notifications.messages.keys import MessageKey
from notifications.notification import (
    AskedIn,
    Audience,
    Category,
    InHandsOf,
    Notification,
    RoleHolders,
    ToldOf,
)

NEWS_LIVES: Final = timedelta(days=2)
CONTROL_ROOM: Audience = frozenset({RoleHolders(Role.OPERATOR)})


@dataclass(frozen=True, slots=True)
class CareNews:
    """What all news of a case begin with. `at` is when it was so."""

    event_id: UUID
    case_id: UUID
    senior_id: UUID
    senior: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CareStep:
    """A step of a case, and what it is about. `late`: it comes from a backlog."""

    step_id: UUID
    kind: str
    """What was noticed: a word of the catalogue."""
    observed_at: datetime
    late: bool


def care_case_asked(news: CareNews, step: CareStep, *, knows_why: bool) -> Notification:
    """Please look after her. Why, only to whom she lets see reasons."""
    if not knows_why:
        at = news.at.isoformat()
        return _alarm(MessageKey.CARE_CASE, news, _asked(news, step, knows_why=False), at=at)
    return _alarm(MessageKey.CARE_CASE_WHY, news, _asked(news, step), **_why(step))


def care_case_confirm(news: CareNews, step: CareStep) -> Notification:
    """May this go to 119? To those who may say so."""
    return _alarm(MessageKey.CARE_CONFIRM, news, _asked(news, step), **_why(step))


def care_case_emergency(news: CareNews, step: CareStep, *, knows_why: bool) -> Notification:
    """119 is being told: so is everybody. Of what, only whom she lets see reasons."""
    if not knows_why:
        asked, at = _asked(news, step, knows_why=False), news.at.isoformat()
        return _alarm(MessageKey.CARE_EMERGENCY_STATE, news, asked, told=_told(step), at=at)
    return _alarm(MessageKey.CARE_EMERGENCY, news, _asked(news, step), **_why(step))


def care_case_still_open(news: CareNews, step: CareStep) -> Notification:
    """119 was to hear long ago, and nobody has said how it ended."""
    at = step.observed_at.isoformat()
    return _alarm(MessageKey.CARE_STILL_OPEN, news, _asked(news, step), at=at)


def care_she_asked(news: CareNews) -> Notification:
    """She asks for help, or to be called, and somebody has her case: they alone hear of it."""
    return _alarm(MessageKey.CARE_SHE_ASKED, news, _holder(news), at=news.at.isoformat())


def care_door_corrected(news: CareNews) -> Notification:
    """Her address was wrong, and whoever has her case may be on the way to it: they alone hear. The
    right one stands in the case, and not in a push."""
    return _alarm(MessageKey.CARE_DOOR_CORRECTED, news, _holder(news), at=news.at.isoformat())


def care_not_sent(news: CareNews) -> Notification:
    """119's system is away: the control room telephones. So may whoever was told that 119 is being
    called, and would wait for nobody."""
    return _alarm(MessageKey.CARE_NOT_SENT, news, _callers(news), at=news.at.isoformat())


def care_sent_after_all(news: CareNews) -> Notification:
    """119's system is back and has it: whoever was about to telephone need not."""
    return _alarm(MessageKey.CARE_SENT_AFTER_ALL, news, _callers(news), at=news.at.isoformat())


def care_case_taken(news: CareNews, *, by: str) -> Notification:
    """Somebody has it: nobody sets out twice."""
    return _news(MessageKey.CARE_CASE_TAKEN, news, _all(news), by=by)


def care_case_ended(news: CareNews, *, how: str) -> Notification:
    """It is over, and how."""
    return _news(MessageKey.CARE_CASE_ENDED, news, _all(news), how=f"care.end.{how}")


def care_gap_found(news: CareNews, *, gap: str) -> Notification:
    """A step had nobody to ask: a rota, a contact or a telephone wants mending. On no consent: one
    that was taken back is itself such a gap, and only her name, the hour and the gap are said."""
    told = _news(MessageKey.CARE_GAP, news, CONTROL_ROOM, gap=f"care.gap.{gap}")
    return replace(told, purpose=None)


def care_case_tag(case_id: UUID) -> str:
    """What all that a case asks, and its retraction, share."""
    return f"care-case:{case_id}"


def care_news_tag(case_id: UUID) -> str:
    """What all that tells how it goes on shares."""
    return f"care-news:{case_id}"


def _why(step: CareStep) -> dict[str, str]:
    return {
        "what": f"care.kind.{step.kind}",
        "told": _told(step),
        "at": step.observed_at.isoformat(),
    }


def _told(step: CareStep) -> str:
    return "care.told.late" if step.late else "care.told.now"


def _asked(news: CareNews, step: CareStep, *, knows_why: bool = True) -> Audience:
    return frozenset({AskedIn(step.step_id, news.senior_id, knows_why)})


def _all(news: CareNews) -> Audience:
    return frozenset({ToldOf(news.case_id, news.senior_id)})


def _holder(news: CareNews) -> Audience:
    return frozenset({InHandsOf(news.case_id, news.senior_id)})


def _callers(news: CareNews) -> Audience:
    return CONTROL_ROOM | _all(news)


def _alarm(key: MessageKey, news: CareNews, audience: Audience, **values: str) -> Notification:
    return Notification(
        event_id=news.event_id,
        occurred_at=news.at,
        expires_at=news.at + ALARM_LIVES,
        key=key,
        category=Category.SAFETY,
        audience=audience,
        subject_id=news.senior_id,
        purpose=None,
        tag=care_case_tag(news.case_id),
        deep_link=deep_links.care_case(case_id=news.case_id),
        values={"senior": news.senior} | values,
    )


def _news(key: MessageKey, news: CareNews, audience: Audience, **values: str) -> Notification:
    return Notification(
        event_id=news.event_id,
        occurred_at=news.at,
        expires_at=news.at + NEWS_LIVES,
        key=key,
        category=Category.CARE,
        audience=audience,
        subject_id=news.senior_id,
        purpose=Purpose.CARE_CHECK_INS,
        tag=care_news_tag(news.case_id),
        deep_link=deep_links.care_case(case_id=news.case_id),
        values={"senior": news.senior, "at": news.at.isoformat()} | values,
    )
