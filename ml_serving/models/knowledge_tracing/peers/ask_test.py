"""The one reading of the test split: every contender, and ours as a server meets strangers."""

from collections.abc import Sequence

import numpy as np

from ml_serving.models.knowledge_tracing.fitting import predict
from ml_serving.models.knowledge_tracing.measures import Answers, Probabilities
from ml_serving.models.knowledge_tracing.peers.tune import Fitted
from ml_serving.models.knowledge_tracing.served import (
    as_it_is,
    ask_served,
    of_another_catalogue,
    without_problem,
)
from ml_serving.models.knowledge_tracing.splits import Splits

OURS = "ours"
NEW_PROBLEMS, NEW_SKILLS = "ours, new problems", "ours, new skills and problems"
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
    learners = splits.learners("test")
    one_by_one = ask_served(weights, learners, as_it_is)
    np.testing.assert_allclose(one_by_one, said[OURS], atol=NEAR, rtol=0)
    said[NEW_PROBLEMS] = ask_served(weights, learners, without_problem)
    said[NEW_SKILLS] = ask_served(weights, learners, of_another_catalogue)
    return said, came
