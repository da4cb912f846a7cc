"""A learner's memory: folded answer by answer, it is what the whole history gives at once."""

import json

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.models.knowledge_tracing.batches import batches_of
from ml_serving.models.knowledge_tracing.catalogue import Question
from ml_serving.models.knowledge_tracing.fitting import predict
from ml_serving.models.knowledge_tracing.tracer import Tracer
from tests.ml_serving.examples import examples

ASK = [{"skill": 3, "problem": 7}, {"skill": [1, 2]}, {"skill": 999, "problem": 999}]


def told(learner, first=0, end=None):
    rows = zip(learner.problem, learner.skills, learner.correct, strict=True)
    return [
        {"skill": [int(s) for s in skills if s], "problem": int(problem), "correct": int(correct)}
        for problem, skills, correct in list(rows)[first:end]
    ]


def answer(model, state, answers, ask=ASK):
    body = json.dumps({"state": state, "answers": answers, "ask": ask}).encode()
    return model.predict([model.read(body, "application/json")])[0].answer


def test_serving_question_by_question_agrees_with_the_network_over_whole_histories(
    network, learners
):
    some = learners(12, longest=60)
    batches = batches_of(some, questions_each=100, rng=np.random.default_rng(0))
    said, _ = predict(network, batches)
    tracer = Tracer({name: values.numpy() for name, values in network.state_dict().items()})
    one_by_one = [chance for learner in some for chance in chances_before(tracer, learner)]
    np.testing.assert_allclose(one_by_one, said, atol=1e-6, rtol=0)


def chances_before(tracer, learner):
    memory = tracer.stranger()
    for row in told(learner):
        question = Question(tuple(row["skill"]), row["problem"])
        yield tracer.chances(memory, [question])[0]
        memory = tracer.fold(memory, question, row["correct"])


@settings(deadline=None, max_examples=examples(15))
@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(0, 40), max_size=4))
def test_it_makes_no_difference_where_a_history_is_cut(model, learners, seed, cuts):
    (learner,) = learners(1, seed=seed)
    whole = answer(model, None, told(learner))
    state, last = None, 0
    for cut in [*sorted(cuts), None]:
        pieces = answer(model, state, told(learner, last, cut))
        state, last = pieces["state"], cut
    assert pieces["state"] == whole["state"]
    np.testing.assert_allclose(pieces["probabilities"], whole["probabilities"], atol=1e-6, rtol=0)


def test_a_memory_stays_bounded_whatever_is_answered(model):
    rows = [{"skill": skill, "problem": None, "correct": 1} for skill in range(1, 2001)]
    state = answer(model, None, rows)["state"]
    more = answer(model, state, rows)["state"]
    assert len(more) == len(state) < 20_000


def test_what_is_asked_leaves_no_trace(model, learners):
    (learner,) = learners(1)
    state = answer(model, None, told(learner))["state"]
    assert answer(model, state, [])["state"] == state


def test_the_network_is_deterministic_once_trained(network, learners):
    batches = batches_of(learners(3), questions_each=100, rng=np.random.default_rng(0))
    with torch.inference_mode():
        assert torch.equal(network(batches[0]), network(batches[0]))
