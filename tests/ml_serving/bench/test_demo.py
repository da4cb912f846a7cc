"""What the tour and the README send: drawn or typed here, and read by the models that ship."""

from pathlib import Path

import pytest

from ml_serving.bench.calls import archive_of
from ml_serving.contract import Device, Refusal
from ml_serving.models.catalogue import loader_of
from ml_serving.models.school_zone_vision.drawn_street import street

DEMO = Path("ml_serving/demo")


def test_the_street_is_the_one_that_is_drawn(repository):
    assert (repository / DEMO / "street.png").read_bytes() == street()


@pytest.mark.parametrize("model", ["demand-forecast", "knowledge-tracing", "activity-anomaly"])
def test_a_question_of_the_demo_is_answered(repository, model):
    shipped = sorted(repository.glob(f"ml_serving/models/*/{model}-*.zip"))
    assert shipped, f"{model} ships no weights"
    archive = archive_of(shipped[-1])
    loaded = loader_of(archive.manifest.architecture)(archive, Device())
    body = (repository / DEMO / f"{model}.json").read_bytes()
    item = loaded.read(body, "application/json")
    assert not isinstance(item, Refusal), item
    assert loaded.predict([item])[0].answer
