"""What may be asked, in JSON and in tensors, and what is said to those who ask otherwise."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.contract import Refusal
from tests.ml_serving.examples import examples

RIGHT = {"skill": 3, "problem": 7, "correct": 1}


def read(model, told, content_type="application/json"):
    return model.read(json.dumps(told).encode(), content_type)


def tensors(states, answers, ask):
    return {
        "state": np.array([[state] for state in states], dtype=object),
        "answers": np.array(answers, dtype=np.int64),
        "ask": np.array(ask, dtype=np.int64),
    }


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"state": None, "answers": [], "questions": []},
        {"answers": {"skill": 3}},
        {"answers": [{"skill": 3}]},
        {"answers": [{**RIGHT, "correct": 2}]},
        {"answers": [{**RIGHT, "correct": 0.5}]},
        {"answers": [{**RIGHT, "skill": 0}]},
        {"answers": [{**RIGHT, "skill": []}]},
        {"answers": [{**RIGHT, "skill": [3, 3]}]},
        {"answers": [{**RIGHT, "skill": [1, 2, 3, 4, 5]}]},
        {"answers": [{**RIGHT, "skill": True}]},
        {"answers": [{**RIGHT, "problem": "7"}]},
        {"answers": [{**RIGHT, "problem": 2**60}]},
        {"answers": [RIGHT] * 2001},
        {"ask": [RIGHT]},
        {"ask": [{"skill": 3}] * 501},
        {"ask": [None]},
    ],
)
def test_a_request_of_another_form_is_refused_and_told_the_right_one(model, told):
    refusal = read(model, told)
    assert isinstance(refusal, Refusal)
    assert refusal.expected


def test_the_refusal_says_which_answer_was_wrong(model):
    refusal = read(model, {"answers": [RIGHT, RIGHT, {**RIGHT, "correct": None}]})
    assert "number 3" in refusal.reason


@given(body=st.binary(max_size=300))
def test_bytes_from_a_stranger_never_raise(model, body):
    model.read(body, "application/json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=8), each),
)


@settings(deadline=None, max_examples=examples(40))
@given(state=JSON, answers=JSON, ask=JSON)
def test_whatever_json_is_sent_is_answered_or_refused(model, state, answers, ask):
    item = read(model, {"state": state, "answers": answers, "ask": ask})
    if not isinstance(item, Refusal):
        assert len(model.predict([item])) == 1


def test_a_picture_is_no_request(model):
    assert isinstance(model.read(b"\xff\xd8", "image/jpeg"), Refusal)


def test_rows_of_tensors_say_what_json_says(model):
    told = {"answers": [{**RIGHT, "skill": [3, 4]}], "ask": [{"skill": 5}, {"skill": 6}]}
    by_json = model.predict([read(model, told)])[0]
    asked = tensors(
        [b""], [[[1, 7, 3, 4, 0, 0], [0] * 6]], [[[0, 5, 0, 0, 0], [0] * 5, [0, 6, 0, 0, 0]]]
    )
    by_rows = model.predict(model.read_tensors(asked))[0].tensors
    assert by_rows["state"][0].decode() == by_json.answer["state"]
    chances = by_json.answer["probabilities"]
    assert by_rows["probabilities"].tolist() == [chances[0], -1.0, chances[1]]
    assert by_rows["mastery"][0].tolist() == [by_json.answer["mastery"]["5"], -1, -1, -1]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("answers", np.zeros((1, 1, 5), dtype=np.int64)),
        ("answers", np.zeros((2, 1, 6), dtype=np.int64)),
        ("answers", np.full((1, 1, 6), 2, dtype=np.int64)),
        ("answers", np.zeros((1, 1, 6))),
        ("answers", np.zeros((1, 2001, 6), dtype=np.int64)),
        ("ask", np.full((1, 1, 5), -1, dtype=np.int64)),
        ("ask", np.zeros((), dtype=np.int64)),
        ("state", np.zeros((1, 1))),
        ("state", np.array([[b"no state"]], dtype=object)),
        ("more", np.zeros(1)),
    ],
)
def test_tensors_of_another_form_are_refused(model, name, wrong):
    right = tensors([b""], [[[1, 7, 3, 0, 0, 0]]], [[[0, 5, 0, 0, 0]]])
    assert isinstance(model.read_tensors({**right, name: wrong}), Refusal)


def test_the_answer_is_the_same_whoever_rides_along(model):
    alone = read(model, {"answers": [RIGHT] * 30, "ask": [{"skill": 3}]})
    others = [read(model, {"answers": [RIGHT] * n, "ask": [{"skill": 5}]}) for n in range(5)]
    assert model.predict([*others, alone])[-1].answer == model.predict([alone])[0].answer


def test_features_describe_the_request_and_not_the_learner(model):
    item = read(model, {"answers": [RIGHT, {**RIGHT, "problem": 10**9, "correct": 0}]})
    assert model.features(item) == {
        "answered_before": 0.0,
        "answers": 2.0,
        "share_correct": 0.5,
        "skills_per_answer": 1.0,
        "share_known_problems": 0.5,
    }


def test_a_request_without_answers_has_no_share_of_right_ones(model):
    assert "share_correct" not in model.features(read(model, {"ask": [{"skill": 1}]}))


def test_a_skill_of_another_catalogue_has_a_memory_of_its_own(model):
    own = {"skill": 10**6, "problem": None}
    answers = [{**own, "correct": 1}] * 8
    before, after = (
        model.predict([read(model, {"answers": rows, "ask": [own]})])[0].answer
        for rows in ([], answers)
    )
    assert before["mastery"].keys() == after["mastery"].keys() == {str(10**6)}
    assert before["probabilities"] != after["probabilities"]


def test_every_mastery_comes_with_its_doubt(model):
    told = {"answers": [RIGHT], "ask": [{"skill": [1, 2]}]}
    prediction = model.predict([read(model, told)])[0]
    doubts = prediction.uncertainty["mastery_deviation"]
    assert doubts.keys() == prediction.answer["mastery"].keys() == {"1", "2", "3"}
    assert all(0 <= doubt <= 0.5 for doubt in doubts.values())
