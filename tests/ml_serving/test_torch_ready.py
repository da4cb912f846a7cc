"""torchvision can be imported beside a torch it was not built for; no other fault is hidden."""

import os
import subprocess
import sys

import pytest

from tests.ml_serving.conftest import REPOSITORY

BUILD_ONE = """
from ml_serving.torch_ready import torchvision
detection = torchvision("models.detection")
model = detection.ssdlite320_mobilenet_v3_large(weights=None, weights_backbone=None, num_classes=3)
assert torchvision().__version__.startswith("0.28.")
assert torchvision("transforms.v2").Resize is not None
assert sum(each.numel() for each in model.parameters()) > 1_000_000
import torch
boxes = torch.tensor([[0, 0, 10, 10], [1, 1, 11, 11], [20, 20, 30, 30.0]])
print(torchvision("ops").nms(boxes, torch.tensor([0.5, 0.9, 0.1]), 0.5).tolist())
print(torchvision("ops").nms(boxes, torch.tensor([0.5, 0.9, 0.1]), 0.7).tolist())
print(torchvision("ops").nms(boxes[:0], torch.zeros(0), 0.5).tolist())
found = model.eval()([torch.zeros(3, 64, 64)])
print(sorted(found[0]))
"""

ASK_A_PAIR = """
import sys
from ml_serving.torch_ready import torchvision
torchvision()
print("torch" in sys.modules)
"""


def python(program: str, *, path: str = "") -> subprocess.CompletedProcess[str]:
    places = os.pathsep.join(place for place in (path, os.fspath(REPOSITORY)) if place)
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": places, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.long
def test_a_detector_of_torchvisions_is_built_and_detects():
    told = python(BUILD_ONE)
    assert told.stdout.splitlines() == [
        "[1, 2]",
        "[1, 0, 2]",
        "[]",
        "['boxes', 'labels', 'scores']",
    ], told.stderr


def test_a_pair_that_fits_is_left_alone(tmp_path):
    (tmp_path / "torchvision.py").write_text("")
    assert python(ASK_A_PAIR, path=str(tmp_path)).stdout == "False\n"


def test_a_pair_that_is_broken_otherwise_says_so(tmp_path):
    (tmp_path / "torchvision.py").write_text(
        "raise RuntimeError('operator torchvision::roi_align')"
    )
    broken = python(ASK_A_PAIR, path=str(tmp_path))
    assert broken.returncode == 1
    assert broken.stderr.endswith("RuntimeError: operator torchvision::roi_align\n")
