"""A checkpoint of torchvision's becomes an archive: offline here, with weights of no training."""

import pickle
from pathlib import Path

import pytest

from ml_serving.contract import Device
from ml_serving.models.catalogue import loader_of
from ml_serving.registry.golden import prove
from tests.ml_serving.archive.parts import accepted

NAME = "ssdlite320_mobilenet_v3_large"


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    """As torchvision publishes them: a state dictionary, saved by torch."""
    import torch

    from ml_serving.torch_ready import torchvision

    torch.manual_seed(1)
    build = getattr(torchvision("models.detection"), NAME)
    file = tmp_path_factory.mktemp("checkpoint") / "published.pth"
    torch.save(build(weights=None, weights_backbone=None).state_dict(), file)
    return file


def test_a_checkpoint_becomes_an_archive_that_answers_as_it_did(models, checkpoint):
    told = models("pack", "--from-torchvision", NAME, "--checkpoint", checkpoint, "--into", "out")
    assert told.exit_code == 0, told.stderr
    [packed] = Path("out").glob("*.zip")
    archive = accepted(packed)
    assert "person" in str(archive.manifest.settings)

    model = loader_of(archive.manifest.architecture)(archive, Device())
    assert prove(model, archive.golden) == []


def test_a_checkpoint_of_another_network_is_refused(models, tmp_path):
    import torch

    torch.save({"w": torch.zeros(2)}, tmp_path / "other.pth")
    told = models("pack", "--from-torchvision", NAME, "--checkpoint", "other.pth", "--into", "out")
    assert told.exit_code == 1
    assert f"no checkpoint of {NAME}" in told.stderr
    assert not Path("out").exists()


class Program:
    """What a pickle may do to whoever reads it."""

    def __reduce__(self):
        return (Path.touch, (Path("it-ran"),))


def test_a_checkpoint_that_is_a_program_is_refused_and_never_run(models, tmp_path):
    (tmp_path / "program.pth").write_bytes(pickle.dumps(Program(), protocol=2))
    told = models("pack", "--from-torchvision", NAME, "--checkpoint", "program.pth")
    assert told.exit_code == 1
    assert "it holds more than tensors" in told.stderr
    assert not (tmp_path / "it-ran").exists()


def test_a_detector_that_torchvision_does_not_know_is_refused(models, checkpoint):
    told = models("pack", "--from-torchvision", "resnet18", "--checkpoint", checkpoint)
    assert told.exit_code == 1
    assert "torchvision has no such detector: resnet18" in told.stderr
