"""What `make` installs is exactly what was locked, and what was locked is what is asked for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.setup.stamp import LOCKS, ROOT

_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)


def locked(lock: str) -> dict[str, str]:
    text = (LOCKS / lock).read_text()
    return {canonicalize_name(match["name"]): match["version"] for match in _PINNED.finditer(text)}


def asked_for(extra: str | None = None) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(
    ("lock", "extra"),
    [
        ("run.txt", None),
        ("test.txt", "dev"),
        ("models.txt", "ml"),
        ("models-test.txt", "ml-tests"),
        ("models-evaluate.txt", "ml-evaluate"),
    ],
)
def test_the_lock_answers_every_wish_of_the_project(lock, extra):
    pins = {**locked("torch.txt"), **locked(lock)}
    for wish in asked_for(extra):
        name = canonicalize_name(wish.name)
        assert name in pins, f"{name} is not in {lock}: make lock"
        assert wish.specifier.contains(pins[name]), f"{name}=={pins[name]} is stale: make lock"


def test_tests_run_on_the_very_versions_that_the_product_runs_on():
    product, tests = locked("run.txt"), locked("test.txt")
    assert {name: tests.get(name) for name in product} == product


def test_models_serve_on_the_very_versions_that_they_are_tested_and_evaluated_on():
    served = locked("models.txt")
    for lock in ("models-test.txt", "models-evaluate.txt"):
        assert {name: locked(lock).get(name) for name in served} == served


def test_the_house_is_locked_without_torch():
    assert "torch" not in {**locked("run.txt"), **locked("test.txt")}


def test_torch_and_torchvision_are_pinned():
    assert locked("torch.txt").keys() == {"torch", "torchvision"}


@pytest.mark.parametrize(
    "lock",
    [
        "run.txt",
        "test.txt",
        "tools.txt",
        "node.txt",
        "models.txt",
        "models-test.txt",
        "models-evaluate.txt",
        "weights.txt",
    ],
)
def test_every_package_is_known_by_its_hash_and_no_registry_is_named(lock):
    text = (LOCKS / lock).read_text()
    assert "://" not in text
    assert "--index" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert entry.startswith("#") or "--hash=sha256:" in entry, entry
