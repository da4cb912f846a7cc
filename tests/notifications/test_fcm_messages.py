"""How each kind of push is put for each kind of phone, and what each answer means."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.identity.public import Platform
from domains.kernel.clock import SimulatedClock
from domains.kernel.text import Locale
from infra.wire import Answer
from notifications.channels.fcm import message, receipt, template
from notifications.channels.retry_after import retry_after_s
from notifications.lanes import lane_of
from notifications.messages.keys import MessageKey
from notifications.messages.payload import compose, compose_retraction
from notifications.messages.presentation import presentation_of, presentation_of_retraction
from notifications.notification import Category, Retraction
from notifications.opt_out.binding import MARK
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

CLOCK = SimulatedClock(AT)
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


def encode(to: Outgoing, *, now: datetime = AT) -> dict[str, Any]:
    """What travels, read back."""
    body = template.make_template(to.wording, to.platform, now=now).body(to.address)
    read: dict[str, Any] = orjson.loads(body)["message"]
    return read


@given(
    address=st.text(st.characters(exclude_categories=("Cs",)), min_size=1),
    key=st.sampled_from(sorted(EXAMPLES)),
    platform=st.sampled_from([Platform.ANDROID, Platform.IOS]),
)
def test_what_is_spliced_is_what_googles_encoder_makes(
    address: str, key: MessageKey, platform: Platform
) -> None:
    to = outgoing(key, platform)._replace(address=address)

    made = message.encode(to.wording, platform, address=address, now=AT)

    assert encode(to) == made


def test_an_empty_address_is_malformed_for_both() -> None:
    to = outgoing(MessageKey.SOS_RAISED, Platform.ANDROID)._replace(address="")

    with pytest.raises(ValueError):
        message.encode(to.wording, to.platform, address="", now=AT)
    with pytest.raises(ValueError):
        encode(to)


def test_a_wording_is_encoded_once_a_second_so_that_its_time_to_live_is_true() -> None:
    to = outgoing(MessageKey.SOS_RAISED, Platform.ANDROID)
    templates = template.Templates()

    first = templates.of(to.wording, to.platform, now=AT)
    same = templates.of(to.wording, to.platform, now=AT + timedelta(milliseconds=900))
    later = templates.of(to.wording, to.platform, now=AT + timedelta(seconds=10))
    earlier = templates.of(to.wording, to.platform, now=AT)

    assert first is same
    assert orjson.loads(later.body("a"))["message"]["android"]["ttl"] == "43190s"
    assert earlier.rest == first.rest


def test_what_is_good_for_the_day_only_is_not_kept_into_the_night() -> None:
    offer = outgoing(MessageKey.SOS_RAISED, Platform.ANDROID).wording
    shown = replace(offer, presentation=presentation_of(None, Category.ADVERTISING))
    evening = datetime(2026, 3, 2, 11, 30, tzinfo=UTC)

    read = encode(to_a_phone(Platform.ANDROID, shown), now=evening)

    assert read["android"]["ttl"] == "1800s"
    assert read["android"]["collapse_key"] == "offers"
    assert read["android"]["priority"] == "normal"


def test_each_receivers_own_way_out_is_spliced_in() -> None:
    offer = outgoing(MessageKey.SOS_RAISED, Platform.ANDROID).wording
    marked = replace(offer, payload={**offer.payload, "opt_out": MARK})
    made = template.make_template(marked, Platform.ANDROID, now=AT)

    read = orjson.loads(made.body("a", opt_out='https://osan.example/out/"1'))["message"]

    assert read["data"] == {**marked.payload, "opt_out": 'https://osan.example/out/"1'}
    with pytest.raises(ValueError):
        made.body("a")


def test_an_alarm_for_android_is_urgent_and_cannot_be_collapsed() -> None:
    read = encode(outgoing(MessageKey.SOS_RAISED, Platform.ANDROID))

    assert read["android"] == {"priority": "high", "ttl": "43200s"}
    assert "notification" not in read
    assert read["data"]["kind"] == "sos.raised"


def test_an_alarm_for_ios_breaks_through_and_replaces_its_predecessor() -> None:
    sos = outgoing(MessageKey.SOS_RAISED, Platform.IOS)
    apns = encode(sos)["apns"]

    assert apns["headers"]["apns-collapse-id"] == sos.wording.tag
    assert apns["headers"]["apns-priority"] == "10"
    assert apns["payload"]["aps"]["interruption-level"] == "time-sensitive"
    assert apns["payload"]["aps"]["alert"]["title"] == "SOS: 김지훈"


def test_an_arrival_for_ios_is_no_emergency() -> None:
    apns = encode(outgoing(MessageKey.COMMUTE_ARRIVED, Platform.IOS))["apns"]

    assert apns["payload"]["aps"]["interruption-level"] == "active"


def test_a_retraction_for_ios_works_in_the_background() -> None:
    apns = encode(retraction(Platform.IOS))["apns"]

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


@pytest.mark.parametrize(("status", "code", "meant"), ANSWERS)
def test_each_answer_has_its_meaning(status: int, code: str | None, meant: Receipt) -> None:
    details = [{"@type": FCM_ERROR, "errorCode": code}] if code else []
    body = orjson.dumps({"error": {"code": status, "details": details}})

    assert receipt.read(Answer(status, body, [(b"Retry-After", b"30")]), clock=CLOCK) == meant


def test_an_unreadable_success_is_tried_again() -> None:
    good = Answer(200, b'{"name": "projects/p/messages/1"}')

    assert receipt.read(good, clock=CLOCK) == Sent("projects/p/messages/1")
    assert isinstance(receipt.read(Answer(200, b"<html>"), clock=CLOCK), Transient)
    assert isinstance(receipt.read(Answer(502, b"<html>"), clock=CLOCK), Transient)


@pytest.mark.parametrize("garbage", [b"[]", b'{"error": 1}', b'{"error": {"details": [1]}}', b""])
def test_an_error_in_another_shape_goes_by_its_status(garbage: bytes) -> None:
    assert receipt.read(Answer(403, garbage), clock=CLOCK) == CredentialsRefused("http_403")
    assert receipt.whose_quota(Answer(429, garbage)) is None


def test_a_refusal_for_a_quota_may_say_whose_it_was() -> None:
    failure = {"@type": receipt.QUOTA_FAILURE, "violations": [{"subject": "device:abc"}]}
    body = orjson.dumps({"error": {"code": 429, "details": [failure]}})

    assert receipt.whose_quota(Answer(429, body)) == "device"


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

    assert retry_after_s(header, now=now) == seconds
