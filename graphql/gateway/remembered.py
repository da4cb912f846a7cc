"""An answer as it lies in `kernel.answers`, and made an answer again.

Strawberry rewrites the types of its dataclasses' fields when the schema is built; only their
annotations stay what the programmer wrote, so these are what is read here.
"""

from collections.abc import Collection
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import orjson
from pydantic import TypeAdapter

KIND, FIELDS = "type", "fields"


def write_answer(answer: object) -> bytes:
    """The member's name and its fields as JSON."""
    return orjson.dumps({KIND: type(answer).__name__, FIELDS: answer})


def read_answer(stored: bytes, members: Collection[Any]) -> Any:
    """The answer again. Raises LookupError where a release has dropped the member answered."""
    said = orjson.loads(stored)
    for member in members:
        if member.__name__ == said[KIND]:
            return _read(member, said[FIELDS])
    raise LookupError(f"no member is called {said[KIND]}")


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if is_dataclass(hint):
        return _rebuild(hint, value)
    if get_origin(hint) is list:
        return [_read(get_args(hint)[0], each) for each in value]
    if get_origin(hint) in (Union, UnionType):
        (present,) = (arm for arm in get_args(hint) if arm is not type(None))
        return _read(present, value)
    return _leaf(hint).validate_python(value)


def _rebuild(kind: Any, value: Any) -> Any:
    """A field that came with a later release than the answer keeps its default."""
    parts = _parts(kind).items()
    return kind(**{name: _read(part, value[name]) for name, part in parts if name in value})


@cache
def _parts(kind: Any) -> dict[str, Any]:
    """What an instance holds; fields that a resolver answers are worked out, not held."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.init}


@cache
def _leaf(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)
