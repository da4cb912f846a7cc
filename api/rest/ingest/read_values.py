"""Numbers and times as phones write them; what is not one is None, never an exception."""

import json
from datetime import UTC, datetime
from typing import Any

import orjson

MILLISECONDS_FROM = 1e11
"""Epoch seconds reach this in the year 5138, epoch milliseconds passed it in 1973."""


def read_json(body: bytes) -> Any | None:
    """The JSON value of a body, or None.

    A phone's stray byte (a Latin-1 network name) or NaN must not cost the points around it,
    so what strict JSON refuses is read once more leniently.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return _read_leniently(body)


def _read_leniently(body: bytes) -> Any | None:
    try:
        return json.loads(body.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None


def number(value: object) -> float | None:
    """A JSON number or its text as a float, NaN and infinities included."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def measure(value: object) -> float | None:
    """A number that by convention is negative when the phone does not know it."""
    known = number(value)
    return None if known is None or known < 0 else known


def epoch_seconds(value: object) -> datetime | None:
    """A moment from seconds since 1970, in UTC."""
    seconds = number(value)
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def moment(value: object) -> datetime | None:
    """A moment from epoch seconds, epoch milliseconds or ISO 8601 (UTC where it says none)."""
    if isinstance(value, str) and not value.replace(".", "", 1).lstrip("-").isdigit():
        return _iso(value)
    epoch = number(value)
    if epoch is None:
        return None
    return epoch_seconds(epoch / 1000 if abs(epoch) >= MILLISECONDS_FROM else epoch)


def _iso(text: str) -> datetime | None:
    try:
        said = datetime.fromisoformat(text.strip())
        return said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
