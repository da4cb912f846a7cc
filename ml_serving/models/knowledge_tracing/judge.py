"""What the test split says of the contenders, each question asked of all of them once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.knowledge_tracing.measures import Answers, Probabilities, Score, auc, score
from ml_serving.models.knowledge_tracing.questions import Learner

SPANS = ((0, 10), (10, 25), (25, 50), (50, 100), (100, 200), (200, None))
"""Of questions answered before."""

RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Verdict:
    """`by_history` goes by `SPANS`; `lead_over` holds, for each of the others, the lead of ours in
    AUC and its 95% interval."""

    scores: Mapping[str, Score]
    by_history: Mapping[str, Sequence[float]]
    lead_over: Mapping[str, tuple[float, float, float]]


def judge(
    said: Mapping[str, Probabilities], came: Answers, learners: Sequence[Learner], *, ours: str
) -> Verdict:
    """`said` and `came` in the order of the file that `learners` were read from; names that begin
    with `ours` are the same model under other conditions."""
    for name, chances in said.items():
        assert chances.shape == came.shape, name
        assert np.isfinite(chances).all(), name
    before = np.concatenate([np.arange(len(learner)) for learner in learners])
    spans = [_within(before, *span) for span in SPANS]
    others = [name for name in said if not name.startswith(ours)]
    return Verdict(
        scores={name: score(chances, came) for name, chances in said.items()},
        by_history={
            name: [auc(chances[span], came[span]) for span in spans]
            for name, chances in said.items()
        },
        lead_over={name: _lead(said[ours], said[name], came, learners) for name in others},
    )


def _within(before: NDArray[np.int64], low: int, high: int | None) -> NDArray[np.bool_]:
    return (before >= low) & (before < (high or np.inf))


def _lead(
    one: Probabilities, other: Probabilities, came: Answers, learners: Sequence[Learner]
) -> tuple[float, float, float]:
    """Learners, not answers, are drawn anew: a learner's answers hang together."""
    ends = np.cumsum([len(learner) for learner in learners])
    parts = np.split(np.arange(len(came)), ends[:-1])
    rng = np.random.default_rng(5)
    drawn = []
    for _ in range(RESAMPLES):
        rows = np.concatenate([parts[at] for at in rng.integers(len(parts), size=len(parts))])
        drawn.append(auc(one[rows], came[rows]) - auc(other[rows], came[rows]))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return auc(one, came) - auc(other, came), float(low), float(high)
