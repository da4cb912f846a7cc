"""Every model that this project ships tells what a city must know of it."""

from pathlib import Path

import pytest

import ml_serving.models
from ml_serving.archive.completeness import left_out
from ml_serving.archive.file_name import file_name_of, named
from tests.ml_serving.archive.parts import accepted

LARGEST = 5_000_000
"""Bytes of an archive that is committed beside its code."""

SHIPPED = sorted(
    path
    for path in Path(next(iter(ml_serving.models.__path__))).glob("*/*.zip")
    if named(path.name)
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_an_archive_beside_its_code_is_small_and_tells_everything(path):
    archive = accepted(path)
    assert path.stat().st_size <= LARGEST
    assert path.name == file_name_of(archive.manifest)
    assert path.parent.name == archive.manifest.name.replace("-", "_")
    assert archive.manifest.register_id == f"osan-ai-{archive.manifest.name}"
    assert list(left_out(archive)) == []


@pytest.mark.long
def test_what_ships_is_gathered_once_and_again_only_when_it_changed(models, tmp_path):
    told = models("provide", "--into", "var/models")
    assert told.exit_code == 0, told.stderr
    gathered = sorted((tmp_path / "var" / "models").glob("*.zip"))
    assert {path.name for path in SHIPPED} < {path.name for path in gathered}
    assert any(path.name.startswith("school-zone-vision-") for path in gathered)

    before = {path: path.stat().st_mtime_ns for path in gathered}
    changed = gathered[0]
    changed.write_bytes(b"older")
    assert models("provide", "--into", "var/models").exit_code == 0
    accepted(changed)
    assert [path for path in gathered if path.stat().st_mtime_ns != before[path]] == [changed]
