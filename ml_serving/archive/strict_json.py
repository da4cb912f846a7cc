"""JSON as RFC 8259 has it, and no more: UTF-8, each name once, no NaN, no bottomless nesting."""

import json
import math
from typing import Any, NoReturn


def read_json(body: bytes) -> Any:
    """The value. Raises ValueError with what is wrong, in words that follow the file's name."""
    try:
        return json.loads(
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
    if len(digits) > 300:
        raise ValueError("holds a number that no float can hold")
    return int(digits)
