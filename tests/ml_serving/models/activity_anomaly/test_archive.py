"""The weights that are committed, and how they come about."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ml_serving.contract import Archive
from ml_serving.models.activity_anomaly.hazard import FEATURES, Hazard
from ml_serving.models.activity_anomaly.predict import OUTPUTS
from ml_serving.models.activity_anomaly.read_tensors import INPUTS
from ml_serving.models.catalogue import loader_of
from ml_serving.registry.golden import prove
from tests.ml_serving.models.activity_anomaly.conftest import SHIPPED

SMALL = 5 * 2**20


def test_the_shipped_archive_is_right_and_small(
    repository: Path, archive: Archive, model: Any
) -> None:
    assert (repository / SHIPPED).stat().st_size < SMALL
    assert list(prove(model, archive.golden)) == []
    assert {case.name for case in archive.golden} >= {"stranger", "silent-morning", "deaf-morning"}


def test_the_catalogue_knows_it(archive: Archive) -> None:
    from ml_serving.models.activity_anomaly.predict import load

    assert loader_of(archive.manifest.architecture) is load


def test_golden_answers_tell_an_alarm_and_an_outage(archive: Archive) -> None:
    answers = {case.name: case.answer for case in archive.golden}
    assert answers["stranger"]["learning"]
    assert answers["silent-morning"]["silence_s"] > answers["deaf-morning"]["silence_s"]
    assert answers["silent-morning"]["score"] > answers["deaf-morning"]["score"]


def test_metadata_names_every_tensor_once(model: Any) -> None:
    assert model.inputs is INPUTS
    assert model.outputs is OUTPUTS
    names = [spec.name for spec in (*INPUTS, *OUTPUTS)]
    assert len({*names}) == len(names) - 1, "only the state goes in and out"


def test_what_is_logged_of_a_question_is_never_what_somebody_did(
    model: Any, asked: Any, known: Any, archive: Archive
) -> None:
    import json

    body = json.dumps({"state": known, "events": [], "now": "2026-03-23T09:00:00+09:00"}).encode()
    described = model.features(model.read(body, "application/json"))
    assert described.keys() == archive.manifest.profile.keys()


def test_a_row_of_the_hazard_does_not_know_its_neighbours(archive: Archive) -> None:
    hazard = Hazard.of(archive.weights)
    rows = np.random.default_rng(1).normal(size=(37, FEATURES))
    whole = hazard(rows)
    assert [float(hazard(rows[n : n + 1])[0]) for n in range(37)] == whole.tolist()


@pytest.mark.slow
@pytest.mark.evaluation
def test_a_small_training_goes_through_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="a training draws its curves")
    from ml_serving.models.activity_anomaly.train import main

    first, second = tmp_path / "first", tmp_path / "second"
    main(homes=4, days=10, epochs=1, into=first, work=tmp_path / "work")
    main(homes=4, days=10, epochs=1, into=second, work=tmp_path / "work")
    name = "activity-anomaly-1.0.0.zip"
    assert (first / name).read_bytes() == (second / name).read_bytes()
    assert (first / "training.png").stat().st_size > 10_000
