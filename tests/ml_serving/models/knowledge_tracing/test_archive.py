"""The weights that are shipped: right, small, and of use to somebody never seen."""

import json
from pathlib import Path

import numpy as np
import pytest

from ml_serving.archive import open_archive
from ml_serving.contract import Device
from ml_serving.models.catalogue import ARCHITECTURES, loader_of
from ml_serving.registry.golden import prove

FOLDER = Path("ml_serving/models/knowledge_tracing")


@pytest.fixture(scope="module")
def path(repository):
    return repository / FOLDER / "knowledge-tracing-1.0.0.zip"


@pytest.fixture(scope="module")
def shipped(path):
    archive = open_archive(path, architectures=tuple(ARCHITECTURES))
    return loader_of(archive.manifest.architecture)(archive, Device()), archive


def predicted(shipped, answers, ask):
    model, _ = shipped
    body = json.dumps({"state": None, "answers": answers, "ask": ask}).encode()
    return model.predict([model.read(body, "application/json")])[0]


def test_it_is_small_enough_to_lie_beside_its_code(path):
    assert path.stat().st_size <= 5_000_000


def test_it_answers_its_golden_cases_in_whatever_company(shipped):
    model, archive = shipped
    assert prove(model, archive.golden) == []


@pytest.mark.parametrize("skill", [7, 34, 68, 10**6])
def test_right_answers_raise_mastery_and_wrong_ones_lower_it(shipped, skill):
    def mastery(correct, times):
        rows = [{"skill": skill, "correct": correct}] * times
        return predicted(shipped, rows, [{"skill": skill}]).answer["mastery"][str(skill)]

    assert mastery(0, 6) < mastery(1, 0) < mastery(1, 6)
    assert mastery(1, 6) > 0.8 > 0.5 > mastery(0, 6)


def test_doubt_shrinks_as_answers_come_in(shipped):
    def doubt(times):
        rows = [{"skill": 7, "correct": turn % 2} for turn in range(times)]
        prediction = predicted(shipped, rows, [{"skill": 7}])
        return prediction.uncertainty["mastery_deviation"]["7"]

    assert doubt(30) < doubt(0)


def test_every_chance_is_one(shipped):
    ask = [{"skill": skill, "problem": skill * 90} for skill in range(1, 111)]
    chances = np.array(predicted(shipped, [], ask).answer["probabilities"])
    assert ((chances > 0) & (chances < 1)).all()
    assert chances.std() > 0.05
