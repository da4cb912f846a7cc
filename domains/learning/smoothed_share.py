"""What is believed of a skill when no model answers: the share of right answers, smoothed.

With `r` right of `n` answers of the skill, and `R` right of `N` of all skills of this learner:

    prior    = (R + 1) / (N + 2)
    next     = (r + 4 * prior) / (n + 4)
    doubt    = sqrt(next * (1 - next) / (n + 5))
    mastered = next

`next` is the posterior mean of a Beta whose prior weighs four answers and leans on what the learner
does elsewhere; `doubt` its standard deviation. Order and forgetting are left out, and the rule
knows no difference between doing and mastering: it should not seem to know more than it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from domains.learning.ports import Mastery, Skill

RULE: Final = "smoothed-share"
WEIGHT_OF_PRIOR: Final = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers of one skill so far."""

    right: int = 0
    of: int = 0


def smoothed_share(tallies: Mapping[Skill, Tally], skill: Skill) -> Mastery:
    """Of a skill that this learner may never have met; `tallies` are all of theirs."""
    tally = tallies.get(skill, Tally())
    share = (tally.right + WEIGHT_OF_PRIOR * _prior(tallies)) / (tally.of + WEIGHT_OF_PRIOR)
    return Mastery(
        next_correct=share,
        mastered=share,
        doubt=sqrt(share * (1 - share) / (tally.of + WEIGHT_OF_PRIOR + 1)),
    )


def _prior(tallies: Mapping[Skill, Tally]) -> float:
    right = sum(tally.right for tally in tallies.values())
    return (right + 1) / (sum(tally.of for tally in tallies.values()) + 2)
