"""Answers on a screen: coloured for eyes, plain for pipes; one value for a shell's variable."""

from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from api.ask.find_operation import operations, purpose_of
from api.ask.question import MistypedQuestionError


def show(answer: Any) -> None:
    """A text is printed bare, anything else as JSON."""
    console = Console(soft_wrap=True)
    if isinstance(answer, str):
        console.print(answer, markup=False, highlight=False)
    else:
        console.print_json(orjson.dumps(answer).decode())


def show_operations() -> None:
    """What can be asked, and what for."""
    table = Table(box=None, show_header=False, padding=(0, 3, 0, 0))
    for name, operation in operations().items():
        if operation.kind != "subscription":
            table.add_row(name, operation.kind, purpose_of(operation))
    Console(soft_wrap=True).print(table)


def pick(answer: Any, path: str) -> Any:
    """The value at `path`, such as `sosQueue.0.id`. Raises MistypedQuestionError."""
    value = answer
    for step in path.split("."):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError, TypeError):
            raise MistypedQuestionError(f"the answer has no {path}") from None
    return value
