"""Somebody in a line, for tests of the line alone."""

from dataclasses import dataclass

from ml_serving.batching.ask import Priority


@dataclass(eq=False)
class Somebody:
    """`number` is the order of coming."""

    number: int = 0
    rows: int = 1
    deadline: float = 1e9
    priority: Priority = Priority.INTERACTIVE
