"""Reading a request of FCM HTTP v1 as strictly as FCM does.

Source: FCM REST reference, `projects.messages.send`, `Message`, `AndroidConfig`, `ApnsConfig`,
`ErrorCode`; Apple, "Sending notification requests to APNs".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from notifications.emulator.message import JsonObject, Reading, either, part, text
from notifications.emulator.status import Violation

PAYLOAD_BYTES = 4096
COLLAPSE_ID_BYTES = 64
LONGEST_TTL_S = 2_419_200

RESERVED = ("from", "message_type", "gcm")
RESERVED_PREFIXES = ("google", "gcm.")
DURATION = re.compile(r"^\d+(\.\d{1,9})?s$")
PUSH_TYPES = frozenset({"alert", "background", "liveactivity"})

REQUEST_FIELDS = frozenset({"message", "validate_only", "validateOnly"})
MESSAGE_FIELDS = frozenset(
    {
        *("token", "fid", "topic", "condition", "name", "data", "notification"),
        *("android", "apns", "webpush", "fcm_options", "fcmOptions"),
    }
)
ANDROID_FIELDS = frozenset(
    {
        *("collapse_key", "collapseKey", "priority", "ttl", "data", "notification"),
        *("restricted_package_name", "restrictedPackageName", "fcm_options", "fcmOptions"),
        *("direct_boot_ok", "directBootOk"),
        *("bandwidth_constrained_ok", "bandwidthConstrainedOk"),
        *("restricted_satellite_ok", "restrictedSatelliteOk"),
    }
)
NOTIFICATION_FIELDS = frozenset({"title", "body", "image"})


@dataclass(frozen=True, slots=True)
class Sending:
    """A request that FCM would take."""

    target: str
    body: dict[str, Any]
    validate_only: bool
    event_id: str | None = None
    readings: dict[Any, Reading] = field(default_factory=dict)


class _Refused(Exception):
    def __init__(self, field: str, description: str) -> None:
        self.violation = Violation(field, description)


def read_sending(raw: bytes) -> Sending | Violation:
    """The request, or the first field that is wrong with it."""
    try:
        return _read(orjson.loads(raw), is_large=len(raw) > PAYLOAD_BYTES)
    except orjson.JSONDecodeError:
        return Violation("(body)", "is not JSON")
    except _Refused as refused:
        return refused.violation


def _read(request: Any, *, is_large: bool) -> Sending:
    """Only a request larger than the largest payload can hold one that is too large."""
    if not isinstance(request, dict) or not isinstance(request.get("message"), dict):
        raise _Refused("message", "is missing")
    _known("(body)", request, REQUEST_FIELDS)
    body = request["message"]
    _known("message", body, MESSAGE_FIELDS)
    for name in ("data", "notification", "android", "apns", "webpush"):
        _is_object(f"message.{name}", body.get(name))
    _check_data("message.data", part(body, "data"))
    for name, check in SECTIONS.items():
        if name in body:
            check(part(body, name))
    if is_large:
        _check_size(body)
    validate_only = either(request, "validate_only", "validateOnly") is True
    return Sending(
        target=_target(body), body=body, validate_only=validate_only, event_id=_event_id(body)
    )


def _event_id(body: JsonObject) -> str | None:
    """Which event our payloads tell of, wherever they are carried; None for strangers' ones."""
    carried = (
        part(part(body, "android"), "data"),
        part(part(body, "apns"), "payload"),
        part(part(body, "webpush"), "data"),
        part(body, "data"),
    )
    return next((found for each in carried if (found := text(each, "event_id"))), None)


def _target(body: JsonObject) -> str:
    named = [name for name in ("token", "fid", "topic", "condition") if name in body]
    if len(named) != 1 or named[0] in ("topic", "condition"):
        raise _Refused("message", "needs exactly one recipient: a token or a fid")
    target = body[named[0]]
    if not isinstance(target, str) or not target or target != target.strip():
        raise _Refused(f"message.{named[0]}", "is not a registration token")
    return target


def _known(path: str, given: JsonObject, names: frozenset[str]) -> None:
    unknown = given.keys() - names
    if unknown:
        raise _Refused(path, f"unknown name {min(unknown)!r}")


def _is_object(path: str, value: Any) -> None:
    if value is not None and not isinstance(value, dict):
        raise _Refused(path, "is not an object")


def _check_notification(notification: JsonObject) -> None:
    _known("message.notification", notification, NOTIFICATION_FIELDS)
    for name, value in notification.items():
        if not isinstance(value, str):
            raise _Refused(f"message.notification.{name}", "is not a string")


def _check_data(path: str, data: JsonObject) -> None:
    for key, value in data.items():
        if not isinstance(value, str):
            raise _Refused(f"{path}.{key}", "is not a string")
        if key in RESERVED or key.startswith(RESERVED_PREFIXES):
            raise _Refused(f"{path}.{key}", "is a reserved key")


def _check_android(android: JsonObject) -> None:
    _known("message.android", android, ANDROID_FIELDS)
    _is_object("message.android.data", android.get("data"))
    _is_object("message.android.notification", android.get("notification"))
    _check_data("message.android.data", part(android, "data"))
    if android.get("priority", "high") not in ("high", "normal", "HIGH", "NORMAL"):
        raise _Refused("message.android.priority", "is neither high nor normal")
    ttl = android.get("ttl", "0s")
    if not isinstance(ttl, str) or not DURATION.match(ttl) or float(ttl[:-1]) > LONGEST_TTL_S:
        raise _Refused("message.android.ttl", "is not a duration of 0s to 2419200s")


def _check_apns(apns: JsonObject) -> None:
    _is_object("message.apns.headers", apns.get("headers"))
    _is_object("message.apns.payload", apns.get("payload"))
    headers, payload = part(apns, "headers"), part(apns, "payload")
    if payload and not isinstance(payload.get("aps"), dict):
        raise _Refused("message.apns.payload.aps", "is missing")
    for name, value in headers.items():
        if not isinstance(value, str):
            raise _Refused(f"message.apns.headers.{name}", "is not a string")
    _check_apns_headers(headers)


def _check_apns_headers(headers: JsonObject) -> None:
    push_type, priority = headers.get("apns-push-type"), headers.get("apns-priority")
    if push_type is not None and push_type not in PUSH_TYPES:
        raise _Refused("message.apns.headers.apns-push-type", "is not a push type")
    if priority not in (None, "1", "5", "10"):
        raise _Refused("message.apns.headers.apns-priority", "is not 1, 5 or 10")
    if push_type == "background" and priority == "10":
        raise _Refused("message.apns.headers.apns-priority", "is at most 5 in the background")
    if len(headers.get("apns-collapse-id", "").encode()) > COLLAPSE_ID_BYTES:
        raise _Refused("message.apns.headers.apns-collapse-id", "exceeds 64 bytes")
    if not headers.get("apns-expiration", "0").isdecimal():
        raise _Refused("message.apns.headers.apns-expiration", "is not Unix seconds")


def _check_webpush(webpush: JsonObject) -> None:
    for name in ("headers", "data", "notification"):
        _is_object(f"message.webpush.{name}", webpush.get(name))
    _check_data("message.webpush.data", part(webpush, "data"))
    ttl = part(webpush, "headers").get("TTL", "0")
    if not isinstance(ttl, str) or not ttl.isdecimal() or int(ttl) > LONGEST_TTL_S:
        raise _Refused("message.webpush.headers.TTL", "is not 0 to 2419200 seconds")


def _check_size(body: JsonObject) -> None:
    """4,096 bytes of keys and values reach an Android phone; as many of payload an iPhone."""
    android = part(body, "android")
    data = part(android, "data") or part(body, "data")
    notice = {**part(body, "notification"), **part(android, "notification")}
    if sum(_sizes(data)) + sum(_sizes(notice)) > PAYLOAD_BYTES:
        raise _Refused("message.data", "message too big: over 4096 bytes")
    payload = part(part(body, "apns"), "payload")
    if payload and len(orjson.dumps({**part(body, "data"), **payload})) > PAYLOAD_BYTES:
        raise _Refused("message.apns.payload", "message too big: over 4096 bytes")


def _sizes(values: JsonObject) -> Iterator[int]:
    for key, value in values.items():
        yield len(key.encode()) + len(str(value).encode())


SECTIONS: dict[str, Callable[[JsonObject], None]] = {
    "notification": _check_notification,
    "android": _check_android,
    "apns": _check_apns,
    "webpush": _check_webpush,
}
