"""What is noticed about somebody: the contract with those who notice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.care.cases.vocabulary import ConcernKind, Level
from domains.kernel.provenance import Provenance

Fact = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing behind a concern, free of words: `kind` is a code ("door", "check_in"), `facts`
    are codes and numbers with their units in their names ("quiet_s": 30600)."""

    kind: str
    at: datetime
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Concern:
    """Something noticed about one senior.

    `level` is how grave the one who noticed holds it; `levels.level_of` never takes it for less
    than its kind demands. `observed_at` is when it happened, `late` that we learned of it from a
    backlog. `provenance` says whose judgement it is; None for a plain fact (a button, a silence).
    `silent_s`: where it is her silence that was noticed, for how many seconds she had not been
    heard then, of those in which she could have been; None where something happened at a moment.
    """

    senior_id: UUID
    kind: ConcernKind
    level: Level
    observed_at: datetime
    late: bool = False
    signals: tuple[Signal, ...] = ()
    provenance: Provenance | None = None
    silent_s: int | None = None
