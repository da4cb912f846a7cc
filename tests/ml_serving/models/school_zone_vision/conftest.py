"""Weights as this machine has them: whoever has not installed a package skips what needs it."""

from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError
from io import BytesIO
from pathlib import Path

import numpy as np
import orjson
import pytest
from PIL import Image

from ml_serving.archive import BadArchive, open_archive
from ml_serving.contract import Archive, Device
from ml_serving.models.school_zone_vision.drawn_street import street
from ml_serving.models.school_zone_vision.from_package import (
    CENTERNET,
    SSDLITE,
    WEIGHTS,
    packaged_graph,
)
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.predict import SchoolZoneVision, load
from ml_serving.models.school_zone_vision.starting_archive import packed
from ml_serving.models.school_zone_vision.starts import human_centernet, pedestrian_ssdlite


@pytest.fixture(scope="session")
def graph() -> Path:
    """The frozen graph of the package."""
    try:
        return packaged_graph()
    except PackageNotFoundError:
        pytest.skip(f"{pedestrian_ssdlite.PACKAGE} is not installed")


@pytest.fixture(scope="session")
def npm_package() -> Path:
    file = WEIGHTS / human_centernet.FILE
    if not file.is_file():
        pytest.skip(f"{file} is not there: npm was out of reach when the models were installed")
    return file


@pytest.fixture(scope="session")
def archive(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The SSDLite's, packed and opened again."""
    weights = pedestrian_ssdlite.read(graph)
    return _opened(packed(SSDLITE, weights, tmp_path_factory.mktemp("ssdlite")))


@pytest.fixture(scope="session")
def newest(npm_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The CenterNet's."""
    weights = human_centernet.read(npm_package, CENTERNET.labels)
    return _opened(packed(CENTERNET, weights, tmp_path_factory.mktemp("centernet")))


def _opened(path: Path) -> Archive:
    opened = open_archive(path)
    assert not isinstance(opened, BadArchive), opened
    return opened


@pytest.fixture(scope="session")
def model(archive: Archive) -> SchoolZoneVision:
    return load(archive, Device())


@pytest.fixture(scope="session")
def told_by_tensorflow() -> Mapping[str, Mapping[str, list[list[float]]]]:
    """Computed once by TensorFlow from the packages' own files, of the drawn street at the size
    that each network was trained with."""
    answers = Path(__file__).with_name("tensorflow_answers.json")
    told: Mapping[str, Mapping[str, list[list[float]]]] = orjson.loads(answers.read_bytes())
    return told


@pytest.fixture(scope="session")
def street_of() -> Callable[[int], Pixels]:
    """The drawn street, stretched to so many pixels a side."""

    def drawn(side: int) -> Pixels:
        image = Image.open(BytesIO(street())).convert("RGB")
        return np.asarray(image.resize((side, side), Image.Resampling.BILINEAR))

    return drawn
