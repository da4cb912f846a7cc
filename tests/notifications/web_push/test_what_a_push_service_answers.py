"""What each answer means, and what every request says."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from domains.kernel.clock import SimulatedClock
from notifications.channels.web_push import VapidKey, receipt, request
from notifications.channels.web_push.introduce import Introductions
from notifications.messages.presentation import BY_CATEGORY
from notifications.notification import Category
from notifications.ports import (
    CredentialsRefused,
    QuotaExceeded,
    Rejected,
    Sent,
    Transient,
    Unregistered,
    Wording,
)

NOW = datetime(2026, 3, 2, 8, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "headers", "meaning"),
    [
        (201, {"Location": "https://push.example.net/message/1"}, Sent("https://push.example.net/message/1")),
        (202, {}, Sent("")),
        (404, {}, Unregistered()),
        (410, {}, Unregistered()),
        (401, {}, CredentialsRefused("http_401")),
        (403, {}, CredentialsRefused("http_403")),
        (413, {}, Rejected("too_large")),
        (400, {}, Rejected("http_400")),
        (301, {}, Rejected("http_301")),
        (429, {"Retry-After": "17"}, QuotaExceeded(17.0)),
        (429, {"Retry-After": "Mon, 02 Mar 2026 08:42:00 GMT"}, QuotaExceeded(60.0)),
        (429, {}, QuotaExceeded(None)),
        (500, {}, Transient("http_500")),
        (503, {"Retry-After": "3"}, Transient("http_503", 3.0)),
    ],
)  # fmt: skip
def test_each_answer_has_one_meaning(status, headers, meaning):
    assert receipt.read(status, headers, now=NOW) == meaning


def wording(category: Category, *, expires_in: timedelta = timedelta(hours=2)) -> Wording:
    return Wording(
        event_id=UUID(int=1),
        category=category,
        tag="sos:0198c0de-0000-7000-8000-000000000000",
        expires_at=NOW + expires_in,
        text=None,
        payload={},
        presentation=BY_CATEGORY[category],
    )


@pytest.mark.parametrize(
    ("category", "urgency"),
    [
        (Category.SAFETY, "high"),
        (Category.CARE, "high"),
        (Category.SERVICE, "normal"),
        (Category.ADVERTISING, "low"),
    ],
)
def test_a_sleeping_phone_is_woken_for_what_matters(category, urgency):
    said = request.headers(wording(category), now=NOW)
    assert said["Urgency"] == urgency
    assert said["TTL"] == "7200"
    assert said["Content-Encoding"] == "aes128gcm"
    assert len(said["Topic"]) == 32


def test_what_has_expired_is_now_or_never():
    late = wording(Category.SAFETY, expires_in=timedelta(-1))
    assert request.headers(late, now=NOW)["TTL"] == "0"


def test_a_push_service_learns_who_we_are_once_in_eleven_hours():
    clock, key = SimulatedClock(NOW), VapidKey(ec.generate_private_key(ec.SECP256R1()))
    introductions = Introductions(key, contact="mailto:push@osan.example", clock=clock)
    header = introductions.to("https://push.example.net")

    token = header.removeprefix("vapid t=").partition(", k=")[0]
    said = jwt.decode(
        token,
        key.private.public_key(),
        algorithms=["ES256"],
        audience="https://push.example.net",
        options={"verify_exp": False},
    )
    assert said["sub"] == "mailto:push@osan.example"
    assert timedelta(0) < datetime.fromtimestamp(said["exp"], UTC) - NOW <= timedelta(hours=24)
    assert header.endswith(f", k={key.public}")

    clock.advance(timedelta(hours=10))
    assert introductions.to("https://push.example.net") == header
    assert introductions.to("https://other.example.net") != header
    clock.advance(timedelta(hours=2))
    assert introductions.to("https://push.example.net") != header
