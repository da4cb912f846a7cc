"""No operation carries a resident registration number, in whichever of its strings."""

from typing import Any

import orjson

from domains.kernel.resident_numbers import REFUSED, holds_resident_number, shows_resident_number
from gateway.execution.faults import RequestRefused
from graphql import DocumentNode, Visitor, visit

NUMBERS = frozenset({float, int, bool, type(None)})

ADVICE = (
    "The request holds what looks like a resident registration number. Nothing of it was kept. "
    "Remove the number and send the request again; nobody needs it here."
)


def refuse_resident_numbers(value: object) -> RequestRefused | None:
    """Why variables may not come in; None where they may. The number is not repeated."""
    return RequestRefused(ADVICE, code=REFUSED) if _holds(value) else None


def refuse_what_errors_would_repeat(value: object) -> RequestRefused | None:
    """The same for variables that are refused anyway: a number as a number would be quoted."""
    said = orjson.dumps(value, default=str).decode()
    return RequestRefused(ADVICE, code=REFUSED) if holds_resident_number((said,)) else None


def document_holds_resident_number(document: DocumentNode) -> bool:
    """Whether a text within the document itself is one."""
    texts = _Texts()
    visit(document, texts)
    return holds_resident_number(texts.found)


def _holds(value: Any) -> bool:
    """Numbers and flags are passed over: a batch of positions holds little else."""
    kind = value.__class__
    if kind is str:
        return shows_resident_number(value)
    if kind is dict:
        value = value.values()
    elif kind is not list:
        return False
    for each in value:  # noqa: SIM110 - half as dear as any() over a generator
        if each.__class__ not in NUMBERS and _holds(each):
            return True
    return False


class _Texts(Visitor):
    """Collects the literals: what is escaped in the document is plain here."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def enter_string_value(self, node: Any, *_: object) -> None:
        self.found.append(node.value)

    def enter_int_value(self, node: Any, *_: object) -> None:
        self.found.append(node.value)
