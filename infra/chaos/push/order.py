"""What a storm over campaigns is asked for, and what follows from it."""

from dataclasses import dataclass

CAMPAIGNS = 5
"""Told to the end; one more is cancelled in the middle."""

MANNERS: tuple[dict[str, object], ...] = (
    {"behaviour": "lost_response", "probability": 0.02},
    {"behaviour": "unavailable", "probability": 0.03},
    {"behaviour": "quota", "probability": 0.01, "retry_after_s": 1},
    {"behaviour": "uninstalled", "probability": 0.01},
    {"behaviour": "hang", "probability": 0.001},
)
"""The push service's, from the first send to the last."""

SLACK = 2.0
"""The quota lets the messages through in a part of the storm, so that repeats fit in, too."""


@dataclass(frozen=True, slots=True)
class PushOrder:
    """One run: the same seed gives the same blows."""

    seed: int
    messages: int = 100_000
    kills: int = 50
    seconds_a_kill: float = 5.0

    @property
    def people(self) -> int:
        return max(20, self.messages // CAMPAIGNS)

    @property
    def lasts_s(self) -> float:
        return self.kills * self.seconds_a_kill

    @property
    def quota_per_min(self) -> int:
        """So small that the storm's length is needed, and that going over it would show."""
        return max(600, int(SLACK * self.messages / self.lasts_s * 60))
