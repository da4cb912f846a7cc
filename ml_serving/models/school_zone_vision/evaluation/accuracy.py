"""How much each detector sees, on the same photographs, as they are and under each condition."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ml_serving.models.school_zone_vision.evaluation.average_precision import (
    Judged,
    Truth,
    average_precision,
    judged,
    precision_and_recall,
)
from ml_serving.models.school_zone_vision.evaluation.conditions import CONDITIONS, Condition
from ml_serving.models.school_zone_vision.evaluation.detector import NOTHING, Detector
from ml_serving.models.school_zone_vision.evaluation.photographs import Photograph

_FIRM = 0.3
"""The score that precision and recall are told at."""

_SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of one label. `precision` and `recall` at a score of 0.3 and above."""

    ap50: float
    precision: float
    recall: float


def accuracies(
    detector: Detector,
    photographs: Sequence[Photograph],
    labels: Sequence[str],
    *,
    condition: str = "as photographed",
    seen: Callable[[], None] = lambda: None,
) -> Mapping[str, Accuracy]:
    """By label; `seen` is called after each photograph."""
    ways = CONDITIONS[condition]
    judgements = judge(detector, photographs, labels, ways, seen=seen)
    return {label: _accuracy(one) for label, one in judgements.items()}


def judge(
    detector: Detector,
    photographs: Sequence[Photograph],
    labels: Sequence[str],
    condition: Condition,
    *,
    seen: Callable[[], None] = lambda: None,
) -> Mapping[str, Judged]:
    """Every detection, right or wrong. A photograph is changed alike for every detector."""
    told = []
    for at, one in enumerate(photographs):
        chance = np.random.default_rng([_SEED, at])
        told.append(detector.see(condition.change(one.pixels(), chance)))
        seen()
    return {
        label: judged(
            [one.get(label, NOTHING) for one in told],
            [_scaled(one.truths[label], condition.scale) for one in photographs],
        )
        for label in labels
    }


def _scaled(truth: Truth, scale: float) -> Truth:
    return Truth(truth.boxes * np.float32(scale), truth.crowds * np.float32(scale))


def _accuracy(judgement: Judged) -> Accuracy:
    return Accuracy(average_precision(judgement), *precision_and_recall(judgement, score=_FIRM))
