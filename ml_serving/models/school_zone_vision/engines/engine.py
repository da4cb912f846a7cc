"""Which engine an archive gets on this device."""

from importlib.util import find_spec
from typing import Any

from torch import nn

from ml_serving.contract import Device
from ml_serving.models.school_zone_vision.engines.face import Engine
from ml_serving.models.school_zone_vision.engines.with_torch import with_torch
from ml_serving.models.school_zone_vision.networks.centernet import Centernet
from ml_serving.models.school_zone_vision.networks.ssdlite import Ssdlite


def engine_of(network: nn.Module, device: Device, *, size: tuple[int, int]) -> Engine:
    """OpenVINO where it is installed, for our own networks on a processor; else PyTorch."""
    ours = isinstance(network, Centernet | Ssdlite)
    if ours and device.name == "cpu" and find_spec("openvino") is not None:
        return _with_openvino(network, threads=device.threads, size=size)
    return with_torch(network, device)


def _with_openvino(network: Any, *, threads: int, size: tuple[int, int]) -> Engine:
    from ml_serving.models.school_zone_vision.engines.with_openvino import with_openvino

    return with_openvino(network, threads=threads, size=size)
