"""`osan-talk models`: the house knows the way to the models' environment, and nothing behind it."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.models.command import models_python

OWN = Path(__file__).parents[3] / ".venv-models" / "bin" / "python"

needs_models = pytest.mark.skipif(
    not OWN.exists(), reason="no models' environment here: make models-env"
)


def osan_talk(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "api.cli", "models", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_without_the_environment_there_is_no_interpreter_to_ask(tmp_path):
    assert models_python(tmp_path / "nowhere") is None


def test_the_checkouts_own_environment_comes_first(tmp_path):
    own = tmp_path / "python"
    own.touch()
    assert models_python(own) == own


@pytest.mark.skipif(OWN.exists(), reason="the models' environment is here")
def test_without_the_environment_it_says_what_to_do():
    told = osan_talk("list")
    assert told.returncode == 1
    assert "make models-env" in told.stderr


@needs_models
def test_what_follows_is_handed_on_with_its_answer_and_its_exit_status(tmp_path):
    told = osan_talk("list", "--store", "kept", cwd=tmp_path)
    assert (told.returncode, told.stdout) == (0, "no archive in kept\n")
    gone = osan_talk("pull", "none-1.0.0.zip", "--store", "kept", cwd=tmp_path)
    assert gone.returncode == 1
    assert "none-1.0.0.zip" in gone.stderr


@needs_models
def test_help_is_the_models_own():
    told = osan_talk("--help")
    assert told.returncode == 0
    assert "osan-talk models" in told.stdout
    assert all(command in told.stdout for command in ("pack", "inspect", "push", "pull", "list"))
