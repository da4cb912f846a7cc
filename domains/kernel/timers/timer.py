"""The words of timers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

Facts = Mapping[str, str | int | float | bool | None]
"""What the handler needs to know besides whom it is about: codes, ids and moments as text. Never
a person's words: rows of timers are not sealed."""

NO_FACTS: Facts = {}


@dataclass(frozen=True, slots=True)
class NewTimer:
    """A timer as it is set. `due_at` may have passed already: then it fires at once."""

    topic: str
    about: UUID
    due_at: datetime
    facts: Facts = field(default_factory=dict)
    urgent: bool = False
    """Fires before all that is not, however long that has been waiting."""


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer as it fires. `due_at` is what was asked for, however late it is now."""

    topic: str
    about: UUID
    due_at: datetime
    facts: Facts
    attempts: int
    """How often it has failed before: 0 nearly always."""


Handler = Callable[[Timer], Awaitable[None]]
"""The effect of a timer. Runs inside the transaction that takes the timer away, so it holds no
network, and may set the same timer anew. It waits a quarter of a second at most for a lock; one
that fails is undone, and rings again later."""


@dataclass(frozen=True, slots=True)
class Together:
    """The effect of many timers of one topic, for those to whom a hundred are one statement. The
    same promises hold; where it fails it is asked for each by itself."""

    fire: Callable[[Sequence[Timer]], Awaitable[None]]


Handlers = Mapping[str, Handler | Together]
"""By topic."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A timer whose handler raised; `error` is the fault's class name."""

    topic: str
    about: UUID
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class Fired:
    """What one turn did."""

    lateness_s: tuple[float, ...]
    """Of each that fired: seconds from when it should have."""
    failed: tuple[Failed, ...]
    is_full: bool
    """As many were due as the limit allows: come again at once."""
