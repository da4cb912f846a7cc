"""What is kept of one person: forgetting statistics, two kilobytes after a day or a decade.

A person is one record of `RHYTHM`; a home-long evaluation and a request of the server fold the
same records with the same code.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.channels import POWERS, ROOMS
from ml_serving.models.activity_anomaly.moments import HALF_HOURS

BLOCKS: Final = 6
"""Four-hour blocks of the day in the table of hazards."""
LENGTHS: Final = 8
"""Lengths of silence, doubling: under 15 min, 15, 30 min, 1, 2, 4, 8 h, 16 h and more."""
STIRS: Final = (1, 3, 6, 10)
"""Minutes with motion in a quarter of an hour, as the lower edges of five classes."""
STIR_BINS: Final = 12
PLACES: Final = ROOMS + 1
OUTSIDE: Final = ROOMS
"""The place of a last sign at the door."""

RHYTHM: Final = np.dtype(
    [
        # Share of slots with a sign of life, by workday or free day and half-hour: half-life four
        # weeks; and of any day, half-life four days.
        ("usual", "<f4", (2, HALF_HOURS)),
        ("lately", "<f4", (HALF_HOURS,)),
        # Silences that ended, and slots at risk, by whether the last sign was a door, block of the
        # day and length of silence: half-life six weeks.
        ("ended", "<f4", (2, BLOCKS, LENGTHS)),
        ("at_risk", "<f4", (2, BLOCKS, LENGTHS)),
        # The same by the place of the last sign: a room, or the door.
        ("ended_at", "<f4", (PLACES, LENGTHS)),
        ("at_risk_at", "<f4", (PLACES, LENGTHS)),
        # How much motion there is, for the floor under which it is a pet's.
        ("stirring", "<f4", (STIR_BINS, len(STIRS) + 1)),
        ("hushed", "<f4", (STIR_BINS,)),
        ("floor", "<f4"),
        # How often each power sensor speaks while the home is still (0) and while it is busy (1).
        ("spoke", "<f4", (POWERS, 2)),
        ("listened", "<f4", (POWERS, 2)),
        ("trusted", "<f4", (POWERS,)),
        ("still", "<f4"),
        ("moves", "<f4"),
        # The present silence.
        ("score", "<f4"),
        ("elapsed", "<f4"),
        ("missed", "<f4"),
        ("place", "<f4"),
        ("recent", "<f4", (3,)),
        ("busy", "<f4"),
        # The highest score of each day: what this person's harmless silences reach. `rung` while a
        # silence lasts whose peak was taken already; `heard` slots of today; `handicap` is 1 for
        # who is like the pool (see `peaks`).
        ("day_peak", "<f4"),
        ("peak_mean", "<f4"),
        ("peak_square", "<f4"),
        ("rung", "<f4"),
        ("heard", "<f4"),
        ("handicap", "<f4"),
        ("days", "<f4"),
        ("days_of_type", "<f4", (2,)),
        ("signs", "<f4"),
    ]
)
Rhythms = NDArray[Any]
"""Records of `RHYTHM`, one a person; the first axis is the person."""

NO_HANDICAP: Final = 1.0
PRIOR_DAYS: Final = 3.0
"""How many days of a person's own outweigh the population's."""


def newborn(prior: Tensors, people: int = 1) -> Rhythms:
    """Somebody of whom nothing is known but that they are a person.

    `prior` holds the population's `usual` [2, 48], `hazard` [2, 6, 8] and `peak` (mean, standard
    deviation of a day's highest score) under `prior.` names.
    """
    rhythm = np.zeros(people, dtype=RHYTHM)
    rhythm["usual"] = prior["prior.usual"]
    rhythm["lately"] = prior["prior.usual"].mean(axis=0)
    rhythm["at_risk"] = PRIOR_DAYS
    rhythm["ended"] = PRIOR_DAYS * prior["prior.hazard"]
    rhythm["at_risk_at"] = 1.0
    rhythm["ended_at"] = prior["prior.hazard"].mean(axis=(0, 1))
    rhythm["recent"] = prior["prior.usual"].mean()
    mean, deviation = prior["prior.peak"]
    rhythm["peak_mean"], rhythm["peak_square"] = mean, mean**2 + deviation**2
    rhythm["trusted"] = 1.0
    rhythm["handicap"] = NO_HANDICAP
    rhythm["hushed"][:, :4] = 1.0
    return rhythm
