"""The judge of quotas: how many sends arrived in any window, accepted or refused."""

from collections import defaultdict
from dataclasses import dataclass, field

BUCKET_S = 0.1


@dataclass(slots=True)
class Arrivals:
    """Sends by tenths of a second."""

    buckets: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))

    def note(self, at: float) -> None:
        self.buckets[int(at / BUCKET_S)] += 1

    def most_within(self, window_s: float) -> tuple[int, float]:
        """The most that came in any such window, and when that window began (Unix seconds).

        Never too few: a window is taken with the whole buckets at both of its ends.
        """
        width = int(window_s / BUCKET_S) + 1
        most, began, running = 0, 0, 0
        left: list[int] = []
        gone = 0
        for bucket in sorted(self.buckets):
            left.append(bucket)
            running += self.buckets[bucket]
            while left[gone] <= bucket - width:
                running -= self.buckets[left[gone]]
                gone += 1
            if running > most:
                most, began = running, left[gone]
        return most, began * BUCKET_S

    @property
    def total(self) -> int:
        return sum(self.buckets.values())

    def clear(self) -> None:
        self.buckets.clear()
