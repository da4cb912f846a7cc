"""Ours and all peers that this machine has."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ml_serving.contract import Archive
from ml_serving.models.school_zone_vision.evaluation import ours
from ml_serving.models.school_zone_vision.evaluation.detector import Detector
from ml_serving.models.school_zone_vision.evaluation.peers import (
    fastestdet,
    people_hog,
    yolox_nano,
)
from ml_serving.models.school_zone_vision.from_package import packaged_graph

FASTEST_PEER: Final = "YOLOX-Nano, ONNX Runtime"


def everybody(archive: Archive, vision: Path, *, threads: int) -> list[Detector]:
    """`vision` holds the peers' weights. TensorFlow is asked only where somebody installed it."""
    return [
        ours.detector(archive, threads=threads, name=archive.manifest.name),
        yolox_nano.detector(vision / "yolox_nano.onnx", threads=threads),
        fastestdet.detector(vision / "fastestdet_coco_ap05_0.253.pth", threads=threads),
        people_hog.detector(),
        *_packaged(threads),
    ]


def _packaged(threads: int) -> list[Detector]:
    if find_spec("tensorflow") is None:
        return []
    from ml_serving.models.school_zone_vision.evaluation.peers import packaged_graph as peer

    return [peer.detector(packaged_graph(), threads=threads)]
