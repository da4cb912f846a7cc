"""A quarter of an hour more of somebody's life: score it, then learn from it.

The score of a silence is the surprise of it, `-ln P(silence this long)`: the sum of the log
survival of its slots under the person's own hazard. It cannot fall while the silence lasts. By the
time-rescaling theorem (Brown et al. 2002) scores at the ends of ordinary silences are exponential
with mean one, if the hazard is right; how far it is right for this person is seen in the peaks.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.hazard import Hazard, block_of, features, length_of
from ml_serving.models.activity_anomaly.moments import HALF_HOURS, SLOTS_A_DAY, Clock
from ml_serving.models.activity_anomaly.noise import counted, judge_noise, learn_noise
from ml_serving.models.activity_anomaly.peaks import learn_peak
from ml_serving.models.activity_anomaly.rhythm import OUTSIDE, PRIOR_DAYS, Rhythms
from ml_serving.models.activity_anomaly.sights import Sights

Floats = NDArray[np.float64]
# Half-lives.
USUAL_DAYS: Final = 28.0
LATELY_DAYS: Final = 4.0
HAZARD_DAYS: Final = 45.0
RECENT_SLOTS: Final = np.array([4.0, 16.0, 96.0])
SUREST: Final = 0.95
BESIDE: Final = np.array([-1, 0, 1])
NEARNESS: Final = np.array([0.25, 1.0, 0.25])
"""A half-hour learns a quarter as much from what happened in the ones beside it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a slot did: the rhythms after it, which channels counted, and the score that the
    silence had reached before a sign ended it."""

    rhythm: Rhythms
    counts: NDArray[np.bool_]
    score: Floats

    @property
    def sign(self) -> NDArray[np.bool_]:
        """In which homes there was a sign of life."""
        return np.asarray(self.counts.any(axis=1))


def step(rhythm: Rhythms, sights: Sights, hazard: Hazard) -> Step:
    """Fold one slot into each of H rhythms; the ones given stay as they are."""
    then = rhythm.copy()
    counts = counted(rhythm, sights)
    sign = np.asarray(counts.any(axis=1))
    watched = np.maximum(sights.watched, sign)
    pressure = -np.log1p(-hazard(features(rhythm, sights.clock))) * watched
    score = rhythm["score"] + np.where(sign, 0.0, pressure)
    _learn_rhythm(then, sights.clock, sign, watched)
    _follow_silence(then, sights, sign, score, watched)
    learn_noise(then, sights, counts)
    if sights.clock.day_ends.any():
        _end_day(then, sights.clock.day_ends)
    return Step(then, counts, score.astype(np.float64))


def _learn_rhythm(rhythm: Rhythms, clock: Clock, sign: NDArray[np.bool_], watched: Floats) -> None:
    home, free = np.arange(len(rhythm)), clock.free_day
    _learn_hours(rhythm, clock, sign, watched)
    place, length = rhythm["place"].astype(np.int64), length_of(rhythm["elapsed"])
    left = (place == OUTSIDE).astype(np.int64)
    rhythm["at_risk"][home, left, block_of(clock), length] += watched
    rhythm["ended"][home, left, block_of(clock), length] += sign
    rhythm["at_risk_at"][home, place, length] += watched
    rhythm["ended_at"][home, place, length] += sign
    forget = -np.expm1(-watched[:, None] / RECENT_SLOTS)
    rhythm["recent"] += forget * (sign[:, None] - rhythm["recent"])
    rhythm["heard"] += watched
    rhythm["days"] += watched / SLOTS_A_DAY
    rhythm["days_of_type"][home, free] += watched / SLOTS_A_DAY
    rhythm["signs"] += sign


def _learn_hours(rhythm: Rhythms, clock: Clock, sign: NDArray[np.bool_], watched: Floats) -> None:
    home, free = np.arange(len(rhythm))[:, None], clock.free_day[:, None]
    hours = (clock.half_hour[:, None] + BESIDE) % HALF_HOURS
    share, came = (watched / 2)[:, None] * NEARNESS, sign[:, None]
    usual, lately = rhythm["usual"][home, free, hours], rhythm["lately"][home, hours]
    days = rhythm["days_of_type"][home, free]
    rhythm["usual"][home, free, hours] = usual + share * pace_of(days, USUAL_DAYS) * (came - usual)
    swift = pace_of(rhythm["days"][:, None], LATELY_DAYS)
    rhythm["lately"][home, hours] = lately + share * swift * (came - lately)


def _follow_silence(
    rhythm: Rhythms, sights: Sights, sign: NDArray[np.bool_], score: Floats, watched: Floats
) -> None:
    home, clock = np.arange(len(rhythm)), sights.clock
    usual = rhythm["usual"][home, clock.free_day, clock.half_hour].astype(np.float64)
    missed = -np.log1p(-np.minimum(usual, SUREST)) * watched
    new = np.where(rhythm["rung"] > 0, 0.0, score)
    rhythm["day_peak"] = np.maximum(rhythm["day_peak"], new)
    rhythm["rung"] = np.where(sign, 0.0, rhythm["rung"])
    rhythm["score"] = np.where(sign, 0.0, score)
    rhythm["busy"] = np.where(sign, 0.5 * rhythm["busy"] + sights.motion_minutes, rhythm["busy"])
    rhythm["elapsed"] = np.where(sign, 0.0, rhythm["elapsed"] + watched)
    rhythm["missed"] = np.where(sign, 0.0, rhythm["missed"] + missed)
    rhythm["place"] = np.where(sign, sights.place_after(rhythm["place"]), rhythm["place"])


def _end_day(rhythm: Rhythms, ends: NDArray[np.bool_]) -> None:
    ended: Any = rhythm[ends]
    for name in ("ended", "at_risk", "ended_at", "at_risk_at"):
        ended[name] *= 0.5 ** (1 / HAZARD_DAYS)
    judge_noise(ended)
    learn_peak(ended)
    rhythm[ends] = ended


def pace_of(days: NDArray[Any], half_life_days: float) -> Floats:
    """How much of a new day is believed: an average at first, an exponential forgetting later."""
    return np.asarray(np.maximum(1.0 / (PRIOR_DAYS + days), 1.0 - 0.5 ** (1 / half_life_days)))
