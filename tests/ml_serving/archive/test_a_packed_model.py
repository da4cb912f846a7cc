"""What was packed is what is opened, wherever and whenever it was packed."""

import hashlib
import json
import shutil
import subprocess
from zipfile import ZIP_DEFLATED

import numpy as np
import pytest

from ml_serving.archive import BadArchive, file_name_of, open_archive, pack
from ml_serving.contract import Archive
from tests.ml_serving.archive.parts import (
    a_case,
    a_manifest,
    accepted,
    an_archive,
    members_of,
    some_weights,
    zipped,
)


def test_a_model_comes_back_as_it_was(tmp_path):
    archive = accepted(pack(a_manifest(), some_weights(), [a_case()], tmp_path))
    assert archive.manifest == a_manifest()
    assert list(archive.golden) == [a_case()]
    assert archive.weights.keys() == some_weights().keys()
    for name, tensor in some_weights().items():
        assert archive.weights[name].dtype == tensor.dtype
        np.testing.assert_array_equal(archive.weights[name], tensor)


def test_an_archive_is_called_by_name_and_version(tmp_path):
    path = an_archive(tmp_path, version="2.1.0-rc.1+exp.sha")
    assert path == tmp_path / "fractions-2.1.0-rc.1+exp.sha.zip"
    assert path.name == file_name_of(accepted(path).manifest)


def test_packing_twice_gives_the_same_bytes(tmp_path):
    first, second = an_archive(tmp_path / "one"), an_archive(tmp_path / "two")
    assert first.read_bytes() == second.read_bytes()


def test_the_order_in_which_a_model_is_told_does_not_matter(tmp_path):
    cases = [a_case("b"), a_case("a")]
    backwards = dict(reversed(some_weights().items()))
    first = pack(a_manifest(), some_weights(), cases, tmp_path / "one")
    second = pack(a_manifest(), backwards, cases[::-1], tmp_path / "two")
    assert first.read_bytes() == second.read_bytes()


def test_the_file_has_the_sha256_that_its_archive_tells(tmp_path):
    path = an_archive(tmp_path)
    told = accepted(path).sha256
    assert told == hashlib.sha256(path.read_bytes()).hexdigest()
    assert isinstance(open_archive(path, sha256=told.upper()), Archive)
    assert open_archive(path, sha256="0" * 64) == BadArchive(
        "its sha256 is not the one that was asked for"
    )


def test_whoever_unpacks_it_can_check_it_by_hand(tmp_path):
    shutil.unpack_archive(an_archive(tmp_path), tmp_path / "by hand")
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "by hand",
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_the_manifest_tells_how_large_the_weights_are(tmp_path):
    told = json.loads(members_of(an_archive(tmp_path))["model.json"])
    assert told["sizes"] == {"tensors": 4, "parameters": 12 + 3 + 1 + 4, "bytes": 48 + 24 + 8 + 8}


def test_an_archive_deflated_elsewhere_is_opened_too(tmp_path):
    path = an_archive(tmp_path)
    accepted(zipped(path, members_of(path), method=ZIP_DEFLATED))


def test_what_would_be_refused_is_not_packed(tmp_path):
    with pytest.raises(ValueError, match="golden case"):
        pack(a_manifest(), some_weights(), [], tmp_path)
    with pytest.raises(ValueError, match="semantic version"):
        an_archive(tmp_path, version="1.0")
    with pytest.raises(ValueError, match="architecture"):
        an_archive(tmp_path, architecture="somebody-elses")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_packing_leaves_the_older_archive(tmp_path):
    path = an_archive(tmp_path)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="NaN"):
        pack(a_manifest(), {"w": np.array([np.nan])}, [a_case()], tmp_path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_two_golden_cases_of_one_name_are_told_apart_before_packing(tmp_path):
    with pytest.raises(ValueError, match="two golden cases"):
        pack(a_manifest(), some_weights(), [a_case(), a_case()], tmp_path)
