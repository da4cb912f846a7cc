"""Sums over the answers of each version, as they leave."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

from ml_serving.host import Answered

Key: TypeAlias = tuple[str, str]
"""Name and version."""


@dataclass(slots=True)
class Sums:
    """Seconds; the `last_` are of the latest answer."""

    requests: int = 0
    latency_s: float = 0.0
    queued_s: float = 0.0
    last_queued_s: float = 0.0
    last_computed_s: float = 0.0
    last_elsewhere_s: float = 0.0
    batch_rows: Counter[int] = field(default_factory=Counter)


class Tally:
    """One for each server. Nothing of an input is kept."""

    def __init__(self) -> None:
        self._by_version: dict[Key, Sums] = {}
        self.last = Sums()
        """The version that answered last."""

    def note(self, answered: Answered) -> None:
        key = (answered.model, answered.version)
        sums = self._by_version.get(key)
        if sums is None:
            sums = self._by_version[key] = Sums()
        self.last = sums
        sums.requests += 1
        sums.latency_s += answered.latency_s
        sums.queued_s += answered.queued_s
        sums.last_queued_s = answered.queued_s
        sums.last_computed_s = answered.computed_s
        sums.last_elsewhere_s = answered.latency_s - answered.queued_s - answered.computed_s
        sums.batch_rows[answered.batch_rows] += 1

    def of(self, name: str, version: str) -> Sums:
        """Zeros for a version that never answered."""
        return self._by_version.get((name, version)) or Sums()
