"""torchvision's COCO checkpoints as archives: downloaded by torchvision, or from a file."""

from pathlib import Path
from pickle import UnpicklingError
from typing import Any, Final
from urllib.error import URLError

import torch

from ml_serving.contract import Refusal
from ml_serving.models.school_zone_vision.networks.build import TORCHVISION
from ml_serving.models.school_zone_vision.starting_archive import Start, packed
from ml_serving.torch_ready import torchvision

LABELS: Final = ("person", "bicycle", "car", "motorcycle", "bus", "truck")
_SIDE: Final = 640
"""What a frame is stretched to before torchvision's own resizing."""

_EXAMPLE = "ssdlite320_mobilenet_v3_large"


def pack_from_torchvision(name: str, *, checkpoint: Path | None, folder: Path) -> Path | Refusal:
    """`checkpoint`: torchvision's file for `name`, where it was brought by hand."""
    known = torchvision("models").list_models(module=torchvision("models.detection"))
    if name not in known or name.startswith("keypointrcnn"):
        return Refusal(f"torchvision has no such detector: {name}", f"such as {_EXAMPLE}")
    try:
        state = _state(name, checkpoint)
        weights = {f"detector.{key}": value.numpy() for key, value in state.items()}
        return packed(_start(name), weights, folder)
    except (URLError, FileNotFoundError) as missing:
        return Refusal(f"the checkpoint is not to be had: {missing}", "internet, or --checkpoint")
    except (RuntimeError, ValueError) as wrong:
        return Refusal(f"this is no checkpoint of {name}: {wrong}", "torchvision's own file")


def _state(name: str, checkpoint: Path | None) -> dict[str, Any]:
    if checkpoint is None:
        weights = torchvision("models").get_model_weights(name).DEFAULT
        downloaded: dict[str, Any] = weights.get_state_dict(progress=True, check_hash=True)
        return downloaded
    try:
        state: dict[str, Any] = torch.load(checkpoint, map_location="cpu", weights_only=True)
    except UnpicklingError:
        raise ValueError("it holds more than tensors, or none") from None
    return state


def _start(name: str) -> Start:
    return Start(
        version=f"1.0.0-{name.replace('_', '-')}",
        network=f"{TORCHVISION}{name}",
        labels=LABELS,
        width=_SIDE,
        height=_SIDE,
        overlap=0.6,
        licence="BSD-3-Clause (torchvision), trained on COCO",
        training_data="COCO train2017",
        description=f"torchvision's {name} with its own COCO checkpoint.",
    )
