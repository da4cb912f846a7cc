"""`osan-talk models`: pack, look into, push, list, pull; each refusal is one sentence."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from safetensors.numpy import save_file

from tests.ml_serving.archive.parts import an_archive, rezipped


def test_a_model_made_by_hand_is_packed_pushed_listed_pulled(models, by_hand, s3, tmp_path):
    packed = models("pack", by_hand, "--into", "out")
    assert packed.exit_code == 0, packed.stderr
    assert "fractions-1.0.0.zip" in packed.stdout
    archive = tmp_path / "out" / "fractions-1.0.0.zip"

    assert models("push", archive, "--store", s3).exit_code == 0
    assert "fractions-1.0.0.zip  fractions  1.0.0" in models("list", "--store", s3).stdout
    pulled = models("pull", archive.name, "--store", s3, "--into", "home")
    assert pulled.exit_code == 0, pulled.stderr
    assert (tmp_path / "home" / archive.name).read_bytes() == archive.read_bytes()


def test_packing_by_hand_gives_what_packing_by_program_gives(models, by_hand, archive, tmp_path):
    models("pack", by_hand, "--into", "out")
    assert (tmp_path / "out" / archive.name).read_bytes() == archive.read_bytes()


def test_inspect_tells_what_the_manifest_tells(models, archive):
    told = models("inspect", archive)
    assert told.exit_code == 0
    for part in (
        "fractions 1.0.0",
        "osan-ai-0003",
        "Apache-2.0",
        "pupils who do not exist",
        "4 tensors, 20 parameters",
        "auc: 0.75",
        "two-right-answers (±1e-05)",
        "분수",
    ):
        assert part in told.stdout, part
    assert "It does not tell" not in told.stdout


def test_inspect_tells_what_is_left_out(models, tmp_path):
    bare = an_archive(tmp_path, settings={}, units={}, metrics={}, profile={})
    told = models("inspect", bare).stdout
    for missing in ("its input sizes", "its classes", "its preprocessing", "its units"):
        assert f"It does not tell {missing}." in told


def test_inspect_prints_the_manifest_for_programs(models, archive):
    assert json.loads(models("inspect", archive, "--json").stdout)["name"] == "fractions"


def test_inspect_finds_an_archive_in_the_store(models, archive, s3):
    models("push", archive, "--store", s3)
    assert "fractions 1.0.0" in models("inspect", archive.name, "--store", s3).stdout


def test_a_long_list_looks_into_each(models, archive, tmp_path):
    models("push", archive, "--store", "kept")
    rezipped(tmp_path / "kept" / archive.name, {"predict.py": b"import os"})
    models("push", an_archive(tmp_path / "made", version="1.1.0"), "--store", "kept")
    told = models("list", "--store", "kept", "--long").stdout
    assert "refused: 'predict.py'" in told
    assert "osan-ai-0003" in told


def test_an_empty_store_says_so(models):
    told = models("list", "--store", "nowhere")
    assert (told.exit_code, told.stdout) == (0, "no archive in nowhere\n")


def test_a_bad_archive_is_refused_in_a_sentence(models, archive):
    rezipped(archive, {"weights.safetensors": b"nonsense"})
    for command in ("inspect", "push"):
        told = models(command, archive)
        assert told.exit_code == 1
        assert told.stderr == (
            "✗ fractions-1.0.0.zip is refused: weights.safetensors has no whole header.\n"
        )


def test_a_model_under_another_ones_name_is_not_kept(models, archive):
    other = archive.rename(archive.with_name("decimals-1.0.0.zip"))
    told = models("push", other, "--store", "kept")
    assert told.exit_code == 1
    assert "it holds another model or version; expected: fractions-1.0.0.zip" in told.stderr


def test_a_version_that_is_there_is_not_replaced(models, archive, tmp_path):
    models("push", archive, "--store", "kept")
    other = an_archive(tmp_path / "other", description="Something else.")
    told = models("push", other, "--store", "kept")
    assert told.exit_code == 1
    assert "already there with other contents; expected: a new version number" in told.stderr


def test_pulling_over_another_model_is_refused(models, archive, tmp_path):
    models("push", archive, "--store", "kept")
    mine = an_archive(tmp_path / "mine", description="Mine.")
    before = mine.read_bytes()
    assert models("pull", archive.name, "--store", "kept", "--into", "mine").exit_code == 1
    assert mine.read_bytes() == before


@pytest.mark.parametrize("command", ["pull", "inspect"])
def test_what_is_not_there_is_told(models, command):
    told = models(command, "fractions-9.0.0.zip", "--store", "kept")
    assert told.exit_code == 1
    assert "fractions-9.0.0.zip" in told.stderr


@pytest.mark.parametrize("words", [["pack"], ["pack", ".", "--from-torchvision", "x"], ["unpack"]])
def test_asked_wrongly_it_says_so(models, words):
    assert models(*words).exit_code == 2


def test_a_folder_that_is_no_model_is_refused(models, by_hand):
    save_file({"w": np.array([np.nan])}, by_hand / "weights.safetensors")
    told = models("pack", by_hand)
    assert told.exit_code == 1
    assert "'w' holds NaN or infinity" in told.stderr
    (by_hand / "model.json").unlink()
    assert "model.json is missing" in models("pack", by_hand).stderr


def test_no_torch_is_needed_to_look_into_archives(archive):
    """Every program, as every person, is quick where it does not compute."""
    asked = (
        "import sys; from ml_serving.cli import app; "
        f"app(['inspect', {str(archive)!r}], standalone_mode=False); "
        "sys.exit('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "PYTHONPATH": os.fspath(_root())},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _root():
    from tests.ml_serving.conftest import REPOSITORY

    return REPOSITORY


@pytest.mark.parametrize("command", ["pack", "inspect", "push", "pull", "list", "provide"])
def test_each_command_says_what_it_does(models, command):
    told = models(command, "--help")
    assert told.exit_code == 0
    assert "Usage:" in told.stdout


def test_a_disk_that_is_full_leaves_no_half_an_archive(archive, tmp_path, repository):
    """`ulimit -f` is a disk with room for one block of 1024 bytes."""
    pull = 'ulimit -f 1; exec "$0" -m ml_serving.cli pull "$1" --store "$2" --into "$3"'
    told = subprocess.run(
        ["bash", "-c", pull, sys.executable, archive.name, archive.parent, tmp_path / "home"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert "✗ [Errno 27] File too large" in told.stderr
    assert "Traceback" not in told.stderr
    assert list((tmp_path / "home").iterdir()) == []
