"""A state is believed only as this version wrote it."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.contract import Refusal
from ml_serving.models.knowledge_tracing.predict import KnowledgeTracing
from tests.ml_serving.examples import examples

ROWS = [{"skill": skill, "problem": skill, "correct": skill % 2} for skill in range(1, 9)]


def ask(state):
    return json.dumps({"state": state, "answers": [], "ask": []}).encode()


def read(model, state):
    return model.read(ask(state), "application/json")


@pytest.fixture(scope="module")
def state(model):
    body = json.dumps({"state": None, "answers": ROWS, "ask": []}).encode()
    return model.predict([model.read(body, "application/json")])[0].answer["state"]


def test_a_state_that_was_handed_out_is_taken_back(model, state):
    assert read(model, state).memory.answered == len(ROWS)


@settings(deadline=None, max_examples=examples(40))
@given(where=st.integers(0, 10_000), flipped=st.integers(1, 255))
def test_a_state_changed_anywhere_is_refused(model, state, where, flipped):
    written = bytearray(base64.b64decode(state))
    written[where % len(written)] ^= flipped
    refusal = read(model, base64.b64encode(written).decode())
    assert isinstance(refusal, Refusal)
    assert "null to begin" in refusal.expected


@settings(deadline=None, max_examples=examples(40))
@given(end=st.integers(0, 2000))
def test_a_state_cut_short_is_refused(model, state, end):
    assert isinstance(read(model, state[: end % len(state)]), Refusal)


@given(text=st.text(max_size=200))
def test_any_other_string_is_refused_and_never_quoted(model, text):
    """What is said to it is what is said to others of its form, word for word."""
    refusal = read(model, text)
    assert isinstance(refusal, Refusal)
    assert refusal in [read(model, "%"), read(model, "AAAA")]


def test_the_state_of_another_version_is_named_as_such(network, state):
    other = {name: values.float().numpy() * 2 for name, values in network.state_dict().items()}
    refusal = read(KnowledgeTracing(other), state)
    assert isinstance(refusal, Refusal)
    assert "another version" in refusal.reason


@pytest.mark.parametrize("wrong", [7, [], {}, True])
def test_a_state_that_is_no_string_is_refused(model, wrong):
    assert isinstance(read(model, wrong), Refusal)
