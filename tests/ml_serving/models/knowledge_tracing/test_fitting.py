"""A fit learns, and one that was cut off ends where it would have ended."""

import numpy as np
import pytest
import torch

from ml_serving.models.knowledge_tracing.batches import batches_of
from ml_serving.models.knowledge_tracing.fitting import Recipe, fit
from ml_serving.models.knowledge_tracing.network import Hiding, Sizes, TwoMemories

SIZES = Sizes(skills=12, problems=40, width=8, traits=4, person=12, skill=8, head=12)


@pytest.fixture(scope="module")
def splits(learners):
    rng = np.random.default_rng(0)
    return [
        batches_of(learners(count, seed=seed), questions_each=200, rng=rng)
        for count, seed in ((120, 1), (60, 2))
    ]


def fitted(splits, path, *, epochs):
    torch.manual_seed(1)
    network = TwoMemories(SIZES, Hiding())
    train, valid = splits
    recipe = Recipe(rate=1e-2, epochs=epochs, patience=epochs)
    told = []
    curve = fit(network, train=train, valid=valid, recipe=recipe, checkpoint=path, tell=told.append)
    return network, curve, told


def test_a_fit_learns_who_is_able(splits, tmp_path):
    _, curve, _ = fitted(splits, tmp_path / "fit.pt", epochs=8)
    assert curve[-1].loss < curve[0].loss
    assert max(epoch.auc for epoch in curve) > 0.65


def test_a_fit_that_was_cut_off_ends_as_if_it_had_not_been(splits, tmp_path):
    whole, curve, _ = fitted(splits, tmp_path / "whole.pt", epochs=4)
    fitted(splits, tmp_path / "cut.pt", epochs=2)
    resumed, continued, told = fitted(splits, tmp_path / "cut.pt", epochs=4)
    assert continued == curve
    assert len(told) == 2
    for name, values in whole.state_dict().items():
        assert torch.equal(values, resumed.state_dict()[name]), name


def test_a_problem_without_a_name_stays_the_average_question_of_its_skill(splits, tmp_path):
    network, _, _ = fitted(splits, tmp_path / "fit.pt", epochs=1)
    assert not network.traits.weight[0].any()
    assert network.traits.weight[1:].any()
