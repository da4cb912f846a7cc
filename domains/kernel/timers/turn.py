"""The turn that is being fired: whether one of its handlers takes another of its timers away.

A turn takes all its timers out of the table before the first handler runs. A handler that cancels
or moves one which has not been its turn yet finds no row; it is told here instead, and the turn
is undone and fired one by one, where each statement says the truth.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

Key = tuple[str, UUID]


@dataclass(slots=True)
class Turn:
    """`waiting` are the timers whose handlers have not begun."""

    waiting: set[Key]
    disturbed: set[Key] = field(default_factory=set)


class TurnDisturbed(Exception):
    """A handler cancelled or moved a timer of its own turn."""


_PRESENT: Final[ContextVar[Turn | None]] = ContextVar("turn_of_timers", default=None)


@contextmanager
def open_turn(keys: Iterable[Key]) -> Iterator[Turn]:
    """While the handlers run. Raises TurnDisturbed at the end, in the turn's transaction."""
    turn = Turn(set(keys))
    token = _PRESENT.set(turn)
    try:
        yield turn
    finally:
        _PRESENT.reset(token)
    if turn.disturbed:
        raise TurnDisturbed


def touch(keys: Iterable[Key]) -> None:
    """Somebody cancels or moves these; nothing where no turn is being fired here."""
    turn = _PRESENT.get()
    if turn is not None:
        turn.disturbed |= turn.waiting.intersection(keys)
