"""The answer about one person: the score of their silence, the threshold, and why."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ml_serving.contract import Json, Prediction, Tensors
from ml_serving.models.activity_anomaly.ask import Ask
from ml_serving.models.activity_anomaly.foresee import Outlook
from ml_serving.models.activity_anomaly.moments import SLOT_S
from ml_serving.models.activity_anomaly.peaks import level_for, threshold_of
from ml_serving.models.activity_anomaly.person import Person
from ml_serving.models.activity_anomaly.rhythm import OUTSIDE
from ml_serving.models.activity_anomaly.state import state_of

LEAST_DAYS: Final = 7.0
LEAST_SIGNS: Final = 50
"""Before so many days and signs of life a home is still learnt, and raises no alarm."""
FAR: Final = -1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """`kept` is the person as folded for good, `present` the same at `now`, for this answer."""

    ask: Ask
    kept: Person
    present: Person
    outlook: Outlook


def answer_of(judged: Judged, tail: Tensors) -> Prediction:
    """JSON for `/predictions` and the same as tensors."""
    rhythm, kept = judged.present.rhythm, judged.kept.rhythm
    score = float(rhythm["score"][0])
    threshold = float(threshold_of(kept, level_for(judged.ask.budget, tail))[0])
    learning = bool(kept["days"][0] < LEAST_DAYS or kept["signs"][0] < LEAST_SIGNS)
    silence = _silence_s(judged)
    answer = {
        "state": state_of(judged.kept),
        "silence_s": silence,
        "score": score,
        "threshold": threshold,
        "alarm": score > threshold and not learning,
        "learning": learning,
        "expected_gap_s": silence + judged.outlook.wait_s(),
        "alarm_in_s": None if learning else judged.outlook.until_s(threshold - score),
        "reasons": list(_reasons(judged, score, threshold, learning)),
    }
    doubt = {"p_silence": math.exp(-score), "days_learnt": float(kept["days"][0])}
    return Prediction(answer, _tensors(answer), doubt)


def _silence_s(judged: Judged) -> float:
    """Seconds heard in silence; since the first question, where no sign ever came."""
    present = judged.present
    if present.last_sign is None:
        return float(present.rhythm["elapsed"][0]) * SLOT_S
    return max(0.0, judged.ask.now - present.last_sign - present.unheard_s)


def _reasons(judged: Judged, score: float, threshold: float, learning: bool) -> Iterator[Json]:
    rhythm = judged.present.rhythm
    if learning:
        yield {
            "code": "learning",
            "days": float(rhythm["days"][0]),
            "signs": float(rhythm["signs"][0]),
        }
    if score > threshold:
        yield {"code": "silence_unusual_for_this_hour", "p_silence": math.exp(-score)}
    if rhythm["place"][0] == OUTSIDE:
        yield {"code": "last_sign_was_a_door"}
    if judged.present.unheard_s > 0:
        yield {"code": "clock_stopped_by_outage", "seconds": judged.present.unheard_s}
    if rhythm["floor"][0] > 0:
        yield {"code": "faint_motion_not_counted", "class": int(rhythm["floor"][0])}
    known = len(judged.present.seats.powers)
    if appliances := int((rhythm["trusted"][0, :known] == 0).sum()):
        yield {"code": "appliances_not_counted", "sensors": appliances}


def _tensors(answer: dict[str, Any]) -> Tensors:
    later = answer["alarm_in_s"]
    return {
        "state": np.array([json.dumps(answer["state"]).encode()], dtype=object),
        "silence_s": np.array([answer["silence_s"]], dtype=np.float64),
        "score": np.array([answer["score"]], dtype=np.float64),
        "threshold": np.array([answer["threshold"]], dtype=np.float64),
        "alarm": np.array([answer["alarm"]], dtype=np.bool_),
        "learning": np.array([answer["learning"]], dtype=np.bool_),
        "expected_gap_s": np.array([answer["expected_gap_s"]], dtype=np.float64),
        "alarm_in_s": np.array([FAR if later is None else later], dtype=np.float64),
    }
