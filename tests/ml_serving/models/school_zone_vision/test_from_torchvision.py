"""Where the internet is, or a checkpoint was brought, torchvision's detectors are packed."""

from pathlib import Path

import pytest

from ml_serving.archive import BadArchive, open_archive
from ml_serving.contract import Device, Refusal
from ml_serving.models.school_zone_vision.from_torchvision import pack_from_torchvision
from ml_serving.models.school_zone_vision.predict import load
from ml_serving.torch_ready import torchvision

NAME = "ssdlite320_mobilenet_v3_large"


def test_an_unknown_detector_is_refused(tmp_path: Path) -> None:
    told = pack_from_torchvision("resnet18", checkpoint=None, folder=tmp_path)
    assert isinstance(told, Refusal)
    assert NAME in told.expected


def test_a_file_that_is_no_checkpoint_is_refused(tmp_path: Path) -> None:
    import torch

    wrong = tmp_path / "wrong.pth"
    torch.save({"weight": torch.zeros(3)}, wrong)
    assert isinstance(pack_from_torchvision(NAME, checkpoint=wrong, folder=tmp_path), Refusal)


@pytest.mark.slow
def test_a_checkpoint_becomes_an_archive_that_loads(tmp_path: Path) -> None:
    import torch

    torch.manual_seed(7)
    untrained = torchvision("models").get_model(NAME, weights=None, weights_backbone=None)
    checkpoint = tmp_path / "untrained.pth"
    torch.save(untrained.state_dict(), checkpoint)
    path = pack_from_torchvision(NAME, checkpoint=checkpoint, folder=tmp_path)
    assert isinstance(path, Path), path
    opened = open_archive(path)
    assert not isinstance(opened, BadArchive), opened
    assert load(opened, Device()).choice.labels[:3] == ("person", "bicycle", "car")
