"""Weights come over from TensorFlow without TensorFlow, and say what they said there."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml_serving.contract import Device
from ml_serving.models.school_zone_vision.detection import Choice, chosen
from ml_serving.models.school_zone_vision.engines.engine import engine_of
from ml_serving.models.school_zone_vision.engines.with_torch import with_torch
from ml_serving.models.school_zone_vision.from_package import CENTERNET, SSDLITE
from ml_serving.models.school_zone_vision.frozen_graph import read_constants
from ml_serving.models.school_zone_vision.networks.build import network_of, with_weights
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.starts import human_centernet, pedestrian_ssdlite
from ml_serving.models.school_zone_vision.wire_format import BrokenMessage

Told = Mapping[str, Mapping[str, list[list[float]]]]
Drawn = Callable[[int], Pixels]


def test_the_frozen_graph_holds_its_404_weights(graph: Path) -> None:
    constants = read_constants(graph.read_bytes())
    ours = [name for name in constants if name.startswith(("FeatureExtractor", "BoxPredictor"))]
    assert len(ours) == pedestrian_ssdlite.TENSORS
    assert constants["FeatureExtractor/MobilenetV2/Conv/weights"].shape == (3, 3, 3, 32)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_graph_are_refused_in_one_way(body: bytes) -> None:
    with suppress(BrokenMessage):
        assert read_constants(body) == {}


def test_another_file_than_the_packages_is_refused(tmp_path: Path, graph: Path) -> None:
    changed = tmp_path / "frozen_inference_graph.pb"
    changed.write_bytes(graph.read_bytes() + b"\0")
    with pytest.raises(ValueError, match="is not the graph"):
        pedestrian_ssdlite.read(changed)


def test_ssdlite_says_what_tensorflow_says(
    graph: Path, street_of: Drawn, told_by_tensorflow: Told
) -> None:
    network = with_weights(
        network_of(SSDLITE.network, SSDLITE.labels), pedestrian_ssdlite.read(graph)
    )
    boxes, scores = with_torch(network, Device())([street_of(300)])[0]
    there = told_by_tensorflow["ssdlite"]
    found = chosen(boxes, scores, Choice(SSDLITE.labels, 0.05, SSDLITE.overlap, 100))
    assert np.abs(found[0] - there["boxes"]).max() < 1e-4
    assert np.abs(found[1] - there["scores"]).max() < 1e-4


def test_half_precision_moves_no_box_by_a_hundredth_and_no_score_by_a_tenth(
    graph: Path, street_of: Drawn, told_by_tensorflow: Told
) -> None:
    network = with_weights(
        network_of(SSDLITE.network, SSDLITE.labels), pedestrian_ssdlite.read(graph)
    )
    boxes, scores = engine_of(network, Device(), size=(300, 300))([street_of(300)])[0]
    there = told_by_tensorflow["ssdlite"]
    found = chosen(boxes, scores, Choice(SSDLITE.labels, 0.2, SSDLITE.overlap, 100))
    assert np.abs(found[0] - there["boxes"]).max() < 0.01
    assert np.abs(found[1] - there["scores"]).max() < 0.1


def test_centernet_says_what_tensorflow_says(
    npm_package: Path, street_of: Drawn, told_by_tensorflow: Told
) -> None:
    weights = human_centernet.read(npm_package, CENTERNET.labels)
    network = with_weights(network_of(CENTERNET.network, CENTERNET.labels), weights)
    boxes, scores = with_torch(network, Device())([street_of(512)])[0]
    there = told_by_tensorflow["centernet"]
    best = np.argsort(-scores.max(axis=1))[: len(there["scores"])]
    assert np.abs(scores[best].max(axis=1) - there["scores"]).max() < 2e-3
    assert np.abs(boxes[best] - there["boxes"]).max() < 3e-3


@pytest.mark.evaluation
def test_tensorflow_itself_agrees(graph: Path, street_of: Drawn, told_by_tensorflow: Told) -> None:
    """Where somebody has installed it: the committed answers are its own."""
    pytest.importorskip("tensorflow")
    from ml_serving.models.school_zone_vision.evaluation.peers import packaged_graph

    seen = packaged_graph.detector(graph, threads=1).see(street_of(300))["person"]
    there = told_by_tensorflow["ssdlite"]
    firm = seen.scores > 0.05
    assert np.abs(seen.boxes[firm] / 300 - there["boxes"]).max() < 1e-4
    assert np.abs(seen.scores[firm] - there["scores"]).max() < 1e-4


def test_upright_and_lying_pictures_ride_together() -> None:
    network = network_of(CENTERNET.network, ("person",)).eval().requires_grad_(False)
    see = with_torch(network, Device())
    chance = np.random.default_rng(5)
    shapes = ((64, 96, 3), (96, 64, 3), (64, 96, 3))
    lying, upright, other = (chance.integers(0, 255, shape, np.uint8) for shape in shapes)
    together = see([lying, upright, other])
    for picture, told in zip((lying, upright, other), together, strict=True):
        (alone,) = see([picture])
        assert np.abs(alone[1] - told[1]).max() < 1e-4
