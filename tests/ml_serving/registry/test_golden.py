"""How far an answer is off, and that company changes nothing."""

import math

import pytest

from ml_serving.contract import Prediction
from ml_serving.registry.golden import differences, prove
from tests.ml_serving.workers.toy import Item, Toy, golden_of


@pytest.mark.parametrize(
    ("expected", "got", "worst"),
    [
        pytest.param({"a": 1.0}, {"a": 1.5}, (0.5, "a"), id="a number"),
        pytest.param({"a": [1, {"b": 2}]}, {"a": [1, {"b": 5}]}, (3, "a[1].b"), id="deep inside"),
        pytest.param({"a": 1}, {"b": 1}, (math.inf, ""), id="another key"),
        pytest.param({"a": [1]}, {"a": [1, 2]}, (math.inf, "a"), id="another length"),
        pytest.param({"a": "x"}, {"a": "y"}, (math.inf, "a"), id="another word"),
        pytest.param({"a": 1.0}, {"a": None}, (math.inf, "a"), id="no number"),
        pytest.param({"a": 1}, {"a": True}, (math.inf, "a"), id="a truth for a number"),
        pytest.param({"a": "x", "b": None}, {"a": "x", "b": None}, (0.0, "b"), id="the same"),
    ],
)
def test_the_worst_difference_and_its_place(expected, got, worst):
    assert max(differences(expected, got)) == worst


def test_a_right_model_is_proven():
    assert prove(Toy(2.0, ""), golden_of()) == []


def test_a_model_without_golden_cases_is_not():
    assert prove(Toy(2.0, ""), [])[0].off_by == math.inf


class Gregarious(Toy):
    """Its answers depend on who else is there: a batch normalisation left in training mode."""

    def predict(self, items: list[Item]) -> list[Prediction]:
        return [
            Prediction({"y": each.answer["y"] + 0.1 * (len(items) - 1)}, each.tensors)
            for each in super().predict(items)
        ]


def test_a_model_that_minds_its_company_is_not():
    failures = prove(Gregarious(2.0, ""), golden_of())
    assert {failure.where for failure in failures} == {"y in a batch of 2"}


class Forgetful(Toy):
    def predict(self, items: list[Item]) -> list[Prediction]:
        return list(super().predict(items))[:1]


def test_a_model_that_answers_too_few_is_not():
    assert prove(Forgetful(2.0, ""), golden_of())[0].where == "1 answers for 2 items"
