"""How each kind of push is put for each kind of phone, and what each answer means."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson
import pytest

from domains.identity.public import Platform
from domains.kernel.text import Locale
from notifications.channels import fcm_receipt
from notifications.channels.fcm_message import encode
from notifications.lanes import lane_of
from notifications.messages.keys import MessageKey
from notifications.messages.payload import compose, compose_retraction
from notifications.messages.presentation import presentation_of, presentation_of_retraction
from notifications.notification import Category, Retraction
from notifications.ports import (
    CredentialsRefused,
    Outgoing,
    QuotaExceeded,
    Receipt,
    Rejected,
    Sent,
    Transient,
    Unregistered,
    Wording,
)
from tests.contracts.push.examples import AT, EVENT, EXAMPLES

FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"


def outgoing(key: MessageKey, platform: Platform) -> Outgoing:
    notification = EXAMPLES[key]()
    text, payload = compose(notification, locale=Locale.KO, with_position=True)
    return to_a_phone(
        platform,
        Wording(
            event_id=EVENT,
            category=notification.category,
            tag=notification.tag,
            expires_at=AT + timedelta(hours=12),
            text=text,
            payload=payload,
            presentation=presentation_of(key, notification.category),
        ),
    )


def retraction(platform: Platform) -> Outgoing:
    notice = Retraction(event_id=EVENT, occurred_at=AT, tag="sos:1")
    return to_a_phone(
        platform,
        Wording(
            event_id=EVENT,
            category=Category.SAFETY,
            tag=notice.tag,
            expires_at=AT + timedelta(hours=12),
            text=None,
            payload=compose_retraction(notice),
            presentation=presentation_of_retraction(Category.SAFETY),
        ),
    )


def to_a_phone(platform: Platform, wording: Wording) -> Outgoing:
    return Outgoing(
        event_id=wording.event_id,
        device_id=UUID(int=1),
        person_id=UUID(int=2),
        address="address",
        platform=platform,
        lane=lane_of(wording.category),
        wording=wording,
    )


def test_an_alarm_for_android_is_urgent_and_cannot_be_collapsed() -> None:
    message = encode(outgoing(MessageKey.SOS_RAISED, Platform.ANDROID), now=AT)

    assert message["android"] == {"priority": "high", "ttl": "43200s"}
    assert "notification" not in message
    assert message["data"]["kind"] == "sos.raised"


def test_an_alarm_for_ios_breaks_through_and_replaces_its_predecessor() -> None:
    sos = outgoing(MessageKey.SOS_RAISED, Platform.IOS)
    apns = encode(sos, now=AT)["apns"]

    assert apns["headers"]["apns-collapse-id"] == sos.wording.tag
    assert apns["headers"]["apns-priority"] == "10"
    assert apns["payload"]["aps"]["interruption-level"] == "time-sensitive"
    assert apns["payload"]["aps"]["alert"]["title"] == "SOS: 김지훈"


def test_an_arrival_for_ios_is_no_emergency() -> None:
    apns = encode(outgoing(MessageKey.COMMUTE_ARRIVED, Platform.IOS), now=AT)["apns"]

    assert apns["payload"]["aps"]["interruption-level"] == "active"


def test_a_retraction_for_ios_works_in_the_background() -> None:
    apns = encode(retraction(Platform.IOS), now=AT)["apns"]

    assert apns["headers"]["apns-push-type"] == "background"
    assert apns["payload"] == {"aps": {"content-available": 1}}


ANSWERS: list[tuple[int, str | None, Receipt]] = [
    (404, "UNREGISTERED", Unregistered()),
    (404, None, CredentialsRefused("http_404")),
    (403, "SENDER_ID_MISMATCH", CredentialsRefused("SENDER_ID_MISMATCH")),
    (401, "THIRD_PARTY_AUTH_ERROR", CredentialsRefused("THIRD_PARTY_AUTH_ERROR")),
    (401, None, CredentialsRefused("http_401")),
    (403, None, CredentialsRefused("http_403")),
    (429, "QUOTA_EXCEEDED", QuotaExceeded(30.0)),
    (500, "INTERNAL", Transient("INTERNAL", 30.0)),
    (503, "UNAVAILABLE", Transient("UNAVAILABLE", 30.0)),
    (502, None, Transient("http_502", 30.0)),
    (400, "INVALID_ARGUMENT", Rejected("INVALID_ARGUMENT")),
]


@pytest.mark.parametrize(("status", "code", "receipt"), ANSWERS)
def test_each_answer_has_its_meaning(status: int, code: str | None, receipt: Receipt) -> None:
    details = [{"@type": FCM_ERROR, "errorCode": code}] if code else []
    body = orjson.dumps({"error": {"code": status, "details": details}})

    assert fcm_receipt.read(status, {"Retry-After": "30"}, body, now=AT) == receipt


def test_an_unreadable_success_is_tried_again() -> None:
    assert fcm_receipt.read(200, {}, b'{"name": "projects/p/messages/1"}', now=AT) == Sent(
        "projects/p/messages/1"
    )
    assert isinstance(fcm_receipt.read(200, {}, b"<html>", now=AT), Transient)
    assert isinstance(fcm_receipt.read(502, {}, b"<html>", now=AT), Transient)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 02 Mar 2026 00:00:10 GMT", 10.0),
        ("Sun, 01 Mar 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms(header: str | None, seconds: float | None) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)

    assert fcm_receipt.retry_after_s(header, now=now) == seconds
