"""When whoever a step asks is asked, as spans: what rings within one belongs to it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from infra.chaos.care.ladder import Kind, Step, asked_after
from infra.chaos.care.tables import StepRow
from infra.chaos.care.verdict import EARLY

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Turn:
    """Due at a moment, and over when the next is due."""

    due: datetime
    until: datetime
    is_first: bool

    def __contains__(self, at: datetime) -> bool:
        return at < self.until - EARLY and (self.is_first or at >= self.due - EARLY)


def turns_of(row: StepRow, kind: Kind) -> Iterator[Turn]:
    """At least one."""
    dues = [row.at + after for after in asked_after(Step(row.rung), kind)]
    for due, until in pairwise([*dues, _NEVER]):
        yield Turn(due, until, is_first=due == row.at)
