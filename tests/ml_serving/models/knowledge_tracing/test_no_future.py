"""No model of the comparison hears an answer before it is asked for it."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from ml_serving.models.knowledge_tracing.batches import Window, batches_of
from ml_serving.models.knowledge_tracing.data import DataSet
from ml_serving.models.knowledge_tracing.peers.contenders import CONTENDERS

TINY = DataSet("tiny", "tiny", skills=12, problems=40)


@pytest.mark.parametrize("contender", CONTENDERS, ids=lambda one: one.name)
def test_what_is_answered_from_now_on_changes_nothing_that_was_said(contender, learners):
    torch.manual_seed(3)
    network = contender.build(TINY, contender.settings[0]).eval()
    with torch.no_grad():
        for values in network.parameters():
            values.add_(torch.randn_like(values) * 0.3)
    (batch,) = batches_of(learners(6), questions_each=10**6, rng=np.random.default_rng(0))
    now = 5
    turned = batch.correct.clone()
    turned[:, now:] = 1 - turned[:, now:]
    with torch.inference_mode():
        before, after = network(batch), network(replace(batch, correct=turned))
    torch.testing.assert_close(before[:, : now + 1], after[:, : now + 1], atol=1e-5, rtol=0)
    assert (before[:, now + 1 :] - after[:, now + 1 :]).abs().max() > 1e-4


@pytest.mark.parametrize("window", [None, Window(10, 5), Window(10, 10), Window(7, 3)])
def test_every_question_is_counted_once_however_histories_are_cut(window, learners):
    some = learners(9, longest=53)
    batches = batches_of(some, questions_each=60, rng=np.random.default_rng(0), window=window)
    rows = torch.cat([batch.row[batch.row >= 0] for batch in batches])
    assert sorted(rows.tolist()) == list(range(sum(map(len, some))))


def test_a_window_that_moves_on_keeps_a_past_behind_each_new_question(learners):
    some = learners(4, longest=60)
    window = Window(length=20, fresh=10)
    for batch in batches_of(some, questions_each=40, rng=np.random.default_rng(0), window=window):
        for row, length in zip(batch.row, batch.lengths, strict=True):
            assert length <= window.length
            counted = (row >= 0).nonzero().flatten()
            assert counted[0] == 0 or counted[0] >= window.length - window.fresh
