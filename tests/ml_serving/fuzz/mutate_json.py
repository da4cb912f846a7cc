"""JSON that is nearly right: one thing in it is made wrong."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 0.1, -0.0, 1e308),
    *("", "0", "NaN", "\x00", "오산", "\ud7ff", "a" * 5000, "../../etc/passwd", "%s%n"),
    *([], [[]], {}, {"": None}, [None] * 300, [[[[[[1]]]]]]),
)
ODD_TEXTS = (
    *(b"", b" ", b"null", b"[]", b"{}", b"0", b'"', b"{", b"[" * 5000, b'{"a":' * 5000),
    *(b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b'{"a": NaN}', b'{"a": Infinity}', b"{'a': 1}"),
    *(b'{"a": 1, "a": 2}', b'{"a": 1e999}', b"\x00" * 100, b'["\\ud800"]', b'{"a": 01}', b"[1,]"),
    *(b'{"x": ' + b"9" * 100_000 + b"}", b'"' + b"\\u0000" * 1000 + b'"'),
)


def mutated(body: bytes, dice: Random) -> bytes:
    """The body with one to three things wrong with it, in its values or in its bytes."""
    ways: tuple[Callable[[bytes, Random], bytes], ...] = (_a_value, _a_value, _some_bytes, _odd)
    for _ in range(dice.randint(1, 3)):
        body = dice.choice(ways)(body, dice)
    return body


def _odd(_: bytes, dice: Random) -> bytes:
    return dice.choice(ODD_TEXTS)


def _some_bytes(body: bytes, dice: Random) -> bytes:
    """Cut off, doubled, or with a few bytes of noise."""
    at = dice.randrange(len(body) + 1)
    match dice.randrange(4):
        case 0:
            return body[:at]
        case 1:
            return body + body[at:]
        case 2:
            return body[:at] + dice.randbytes(dice.randint(1, 4)) + body[at + 1 :]
    return body[:at] + body[at + dice.randint(1, 9) :]


def _a_value(body: bytes, dice: Random) -> bytes:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return _some_bytes(body, dice)
    return json.dumps(changed(value, dice)).encode()


def changed(value: Any, dice: Random) -> Any:
    """The same with one place of it replaced, removed, doubled or renamed."""
    if isinstance(value, dict) and value and dice.random() < 0.8:
        return _changed_object(value, dice)
    if isinstance(value, list) and value and dice.random() < 0.8:
        return _changed_list(value, dice)
    return dice.choice(ODD_VALUES)


def _changed_object(value: dict[str, Any], dice: Random) -> dict[str, Any]:
    key = dice.choice(list(value))
    match dice.randrange(6):
        case 0:
            return {other: each for other, each in value.items() if other != key}
        case 1:
            return {**value, key + dice.choice(("", "s", "\x00")): dice.choice(ODD_VALUES)}
    return {**value, key: changed(value[key], dice)}


def _changed_list(value: list[Any], dice: Random) -> list[Any]:
    at = dice.randrange(len(value))
    match dice.randrange(5):
        case 0:
            return value[:at] + value[at + 1 :]
        case 1:
            return (value * 50)[:2000]
    return [*value[:at], changed(value[at], dice), *value[at + 1 :]]
