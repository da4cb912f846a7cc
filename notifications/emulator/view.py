"""What the page's templates are given: phones and notifications, ready to be written out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from notifications.emulator.device import Device
from notifications.emulator.exchange import Exchange
from notifications.emulator.misbehaviour import Behaviour, Plan
from notifications.emulator.phone import Notice, Platform, State
from notifications.emulator.wording import (
    BEHAVIOURS,
    CATEGORIES,
    PLATFORMS,
    STATES,
    URGENT,
    WEEKDAYS,
)

ON_SCREEN = 6
IN_HISTORY = 20


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notification as text; `state` names its style."""

    title: str
    body: str
    category: str
    urgent: bool
    clock: str
    moment: str
    state: State
    state_text: str
    shown_times: int
    alerts: int


@dataclass(frozen=True, slots=True)
class PhoneView:
    """One phone as the card shows it."""

    slug: str
    token: str
    owner: str
    app_version: str
    platform: Platform
    platform_text: str
    online: bool
    waiting: int
    clock: str
    date: str
    timezone: str
    screen: list[NoticeView]
    hidden: int
    history: list[NoticeView]
    ended: int
    counts: Mapping[str, int]
    behaviour: Behaviour
    behaviours: Mapping[Behaviour, str]


def view_phone(device: Device, *, now: float) -> PhoneView:
    """A card's worth of this phone, newest notifications first."""
    zone = ZoneInfo(device.timezone)
    here = datetime.fromtimestamp(now, zone)
    screen = list(reversed(device.phone.on_screen.values()))
    history = device.phone.history[: -IN_HISTORY - 1 : -1]
    return PhoneView(
        slug=device.slug,
        token=device.token,
        owner=device.owner or f"이름 없는 전화 {device.slug[:4]}",
        app_version=device.app_version,
        platform=device.phone.platform,
        platform_text=PLATFORMS[device.phone.platform],
        online=device.online,
        waiting=len(device.store),
        clock=f"{here:%H:%M}",
        date=f"{here.month}월 {here.day}일 {WEEKDAYS[here.weekday()]}",
        timezone=device.timezone,
        screen=[view_notice(notice, zone) for notice in screen[:ON_SCREEN]],
        hidden=max(0, len(screen) - ON_SCREEN),
        history=[view_notice(notice, zone) for notice in history],
        ended=len(device.phone.history) - len(screen),
        counts=device.counts + device.phone.counts,
        behaviour=behaviour_of(device.plan),
        behaviours=BEHAVIOURS,
    )


def view_notice(notice: Notice, zone: tzinfo) -> NoticeView:
    """A notification with its moments in the phone's own time."""
    at = datetime.fromtimestamp(notice.last_shown_at, zone)
    return NoticeView(
        title=notice.title,
        body=notice.body,
        category=CATEGORIES.get(notice.category, notice.category),
        urgent=any(word in notice.category.lower() for word in URGENT),
        clock=f"{at:%H:%M:%S}",
        moment=at.astimezone(UTC).isoformat(timespec="milliseconds"),
        state=notice.state,
        state_text=STATES[notice.state],
        shown_times=notice.shown_times,
        alerts=notice.alerts,
    )


def view_summary(exchange: Exchange) -> dict[str, Any]:
    """The figures above the wall."""
    counts = exchange.journal.counts
    refused = sum(counts[name] for name in REFUSALS)
    return {
        "figures": [
            ("휴대전화", len(exchange.devices)),
            ("보낸 요청", counts["requests"]),
            ("화면에 표시", counts["shown"]),
            ("중복을 막음", counts["suppressed"]),
            ("회수됨", counts["retracted"]),
            ("거절한 요청", refused),
        ],
        "behaviour": behaviour_of(exchange.plan),
        "behaviours": BEHAVIOURS,
    }


def behaviour_of(plan: Plan) -> Behaviour:
    """The one that a selector shows: the first in the plan."""
    return plan.rules[0].behaviour if plan.rules else Behaviour.SUCCESS


REFUSALS = (
    "INVALID_ARGUMENT",
    "UNAUTHENTICATED",
    "UNREGISTERED",
    "SENDER_ID_MISMATCH",
    "QUOTA_EXCEEDED",
    "UNAVAILABLE",
    "INTERNAL",
    "BAD_GATEWAY",
    "THIRD_PARTY_AUTH_ERROR",
)
