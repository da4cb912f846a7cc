"""What is installed from a wheel works: the files beside the code are inside, and are found."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ASK_THE_INSTALLED = """
import sys
from pathlib import Path
import api, domains, gateway, infra, notifications
house = Path(sys.argv[1])
for part in (api, domains, gateway, infra, notifications):
    assert Path(next(iter(part.__path__))).is_relative_to(house), part
from gateway.print_schema import drift
from gateway.shipped import operations_folder
assert drift() == ""
assert sorted(operations_folder().glob("*.graphql"))
from domains.consent.public import CATALOGUE, wording
from domains.kernel.text import Locale
assert all(wording(purpose, locale) for purpose in CATALOGUE for locale in Locale)
from notifications.emulator.app import build_app
assert build_app()
"""


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=repository,
        check=True,
        capture_output=True,
    )
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def inside(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("graphql/operations", "*.graphql"),
        ("api", "**/*.po"),
        ("domains", "**/*.po"),
        ("notifications", "**/*.po"),
        ("api", "**/*.html"),
        ("notifications", "**/*.html"),
        ("notifications", "**/*.css"),
        ("notifications", "**/*.js"),
        ("mobile_contracts/push", "*.json"),
        ("mobile_contracts", "*.yaml"),
        ("ml_serving", "**/*.json"),
        ("ml_serving", "**/*.zip"),
        ("ml_serving", "**/card.md"),
    ],
)
def test_every_file_beside_the_code_is_inside(repository, inside, folder, pattern):
    beside = [
        path.relative_to(repository).as_posix().removeprefix("graphql/operations/")
        for path in (repository / folder).glob(pattern)
        if "node_modules" not in path.parts
    ]
    prefix = "gateway/operations/" if folder.startswith("graphql/") else ""
    assert beside
    assert [name for name in beside if prefix + name not in inside] == []


def test_the_schema_is_inside_and_no_package_is_called_graphql(inside):
    assert "gateway/schema.graphql" in inside
    assert [name for name in inside if name.startswith("graphql/")] == []


def test_whoever_installs_it_gets_torch_only_when_asked(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [metadata] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        told = archive.read(metadata).decode()
    wishes = [line for line in told.splitlines() if line.startswith("Requires-Dist: torch")]
    assert len(wishes) == 2
    assert all(wish.endswith("extra == 'ml'") for wish in wishes)


def test_no_test_and_no_state_is_inside(inside):
    strangers = ("tests/", ".osan/", ".env", "shared/")
    assert [name for name in inside if name.startswith(strangers) or "node_modules" in name] == []


def test_what_was_installed_finds_its_files(wheel, tmp_path):
    house = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(house)
    asked = subprocess.run(
        [sys.executable, "-c", ASK_THE_INSTALLED, str(house)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(house), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
