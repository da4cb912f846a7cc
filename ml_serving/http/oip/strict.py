"""JSON in which no key stands twice.

orjson is fast and lets the last of two keys win; the standard library can be told of both and is
slow. A pair has one colon outside of strings: where there are as many colons as pairs, no pair
was lost.
"""

import json
from collections.abc import Sequence
from typing import Any

import orjson


class NotStrict(ValueError):
    """Not JSON as it is read here; the message says why."""


def read_strict(raw: bytes | memoryview) -> Any:
    """The value. Raises `NotStrict` on what is no JSON, on NaN and Infinity, on a depth beyond a
    thousand and on a key that stands twice."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as broken:
        raise NotStrict(f"not JSON: {broken.msg}") from broken
    try:
        if bytes(raw).count(b":") != _pairs(value):
            json.loads(bytes(raw), object_pairs_hook=_once)
    except RecursionError as deep:
        raise NotStrict("JSON nested too deeply") from deep
    return value


def _pairs(value: Any) -> int:
    """Pairs of objects, into lists only as far as objects stand in them at once."""
    if isinstance(value, dict):
        return len(value) + sum(map(_pairs, value.values()))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return sum(map(_pairs, value))
    return 0


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict("JSON in which a key stands twice in one object")
    return found
