"""The one reading of the test split: every contender, and ours as a server meets strangers."""

from collections.abc import Mapping, Sequence

import numpy as np

from ml_serving.models.knowledge_tracing.fitting import predict
from ml_serving.models.knowledge_tracing.measures import Answers, Probabilities
from ml_serving.models.knowledge_tracing.peers.tune import Fitted
from ml_serving.models.knowledge_tracing.questions import Learner
from ml_serving.models.knowledge_tracing.served import (
    as_it_is,
    ask_served,
    of_another_catalogue,
    without_problem,
)
from ml_serving.models.knowledge_tracing.splits import Splits

OURS = "ours"
STRANGERS = {
    "ours, problems unknown": without_problem,
    "ours, skills and problems unknown": of_another_catalogue,
}
NEAR = 1e-5
"""Torch fits and asks in single precision; what is served reckons in double."""


def ask_test(fitted: Sequence[Fitted], splits: Splits) -> tuple[dict[str, Probabilities], Answers]:
    """Chances by contender, and what came, in the order of the file.

    Raises `AssertionError` where contenders were not asked the same, or ours does not say
    question by question what it says of whole histories.
    """
    answers = {
        one.contender.name: predict(one.network, splits.to_ask("test", one.contender.window))
        for one in fitted
    }
    said = {name: chances for name, (chances, _) in answers.items()}
    came = answers[OURS][1]
    assert all(np.array_equal(came, others) for _, others in answers.values())
    network = next(one.network for one in fitted if one.contender.name == OURS)
    weights = {name: values.numpy() for name, values in network.state_dict().items()}
    return said | _served(weights, splits.learners("test"), said[OURS]), came


def _served(
    weights: Mapping[str, np.ndarray], learners: Sequence[Learner], batched: Probabilities
) -> dict[str, Probabilities]:
    np.testing.assert_allclose(ask_served(weights, learners, as_it_is), batched, atol=NEAR, rtol=0)
    return {name: ask_served(weights, learners, rename) for name, rename in STRANGERS.items()}
