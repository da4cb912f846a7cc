"""An operation's variables, from what was typed and what need not be."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from api.ask.question import MistypedQuestionError
from api.ask.slots import Slot, Slots

PEOPLE = frozenset({"childId", "subjectId", "ownerId", "personId", "seniorId"})
"""Names under which the schema asks whom something is about."""


def fill_in(
    slots: Slots, typed: Sequence[str], *, about: str | None, request_id: str
) -> dict[str, Any]:
    """The variables to send; `about` is the id of whom it is about, if anybody.

    Raises MistypedQuestionError for a name that the operation does not have, a value that is not
    JSON where it must be, and a value that is missing.
    """
    values = _known(slots, about=about, request_id=request_id)
    for word in typed:
        name, slot = _slot_of(word, slots)
        values[name] = _value(word, slot)
    missing = [name for name, slot in slots.items() if slot.required and name not in values]
    if missing:
        raise MistypedQuestionError(f"still needed: {', '.join(map(_how_to_give, missing))}")
    return _packed(values, slots)


def _packed(values: Mapping[str, Any], slots: Slots) -> dict[str, Any]:
    packed: dict[str, Any] = {}
    for name, value in values.items():
        inside = slots[name].inside
        (packed if inside is None else packed.setdefault(inside, {}))[name] = value
    return packed


def _known(slots: Slots, *, about: str | None, request_id: str) -> dict[str, Any]:
    values = {name: about for name in slots if name in PEOPLE and about is not None}
    if "requestId" in slots:
        values["requestId"] = request_id
    return values


def _slot_of(word: str, slots: Slots) -> tuple[str, Slot]:
    name, equals, _ = word.partition("=")
    if not equals or name not in slots:
        known = ", ".join(slots) or "nothing"
        raise MistypedQuestionError(f"--set takes name=value, not {word!r}; this asks for {known}")
    return name, slots[name]


def _value(word: str, slot: Slot) -> Any:
    text = word.partition("=")[2]
    if slot.text:
        return text
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MistypedQuestionError(f"{word!r} is not JSON after its '=': {error}") from None


def _how_to_give(name: str) -> str:
    return f"--about ({name})" if name in PEOPLE else f"--set {name}=…"
