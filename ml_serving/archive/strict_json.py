"""JSON as RFC 8259 has it, and no more: UTF-8, each name once, no NaN, no bottomless nesting.

Whatever is read here can be written again by every writer of JSON, the server's own included: whole
numbers of 64 bits, text without half characters.
"""

import json
import math
from typing import Any, NoReturn

DEEPEST = 64
"""Levels of lists and tables. What a manifest says is told inside a few more."""

_MOST_DIGITS = 20
_WHOLE = range(-(2**63), 2**63)


def read_json(body: bytes) -> Any:
    """The value. Raises ValueError with what is wrong, in words that follow the file's name."""
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_each_once,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_whole,
        )
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except json.JSONDecodeError:
        raise ValueError("is not JSON") from None
    _check(value, DEEPEST)
    return value


def write_json(value: Any) -> bytes:
    """The same bytes for the same value, on every machine. Raises ValueError on NaN."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("says one thing twice")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"holds {name}, which is no number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("holds a number that no float can hold")
    return number


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS or int(digits) not in _WHOLE:
        raise ValueError("holds a whole number of more than 64 bits")
    return int(digits)


def _check(value: Any, levels: int) -> None:
    """Half of a surrogate pair is no character, and no UTF-8 (RFC 8259, section 8.2)."""
    match value:
        case str() if not value.isascii():
            _encodable(value)
        case dict() | list() if not levels:
            raise ValueError("is nested too deeply")
        case dict():
            for name, each in value.items():
                _check(name, 0)
                _check(each, levels - 1)
        case list():
            for each in value:
                _check(each, levels - 1)


def _encodable(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds half a character") from None
