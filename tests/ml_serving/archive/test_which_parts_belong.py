"""An archive holds the parts that its sums name, under names that lead nowhere else."""

import pytest

from tests.ml_serving.archive.parts import (
    members_of,
    refusal_of,
    rezipped,
    zipped,
)


def test_a_member_that_was_changed(path):
    members = members_of(path)
    members["model.json"] = members["model.json"].replace(b"0.75", b"0.99")
    assert refusal_of(zipped(path, members)) == "model.json has another sha256 than SHA256SUMS says"


@pytest.mark.parametrize("name", ["model.json", "weights.safetensors"])
def test_a_part_that_is_missing(path, name):
    assert refusal_of(rezipped(path, {name: None})) == f"{name} is missing"


def test_missing_sums(path):
    members = members_of(path)
    del members["SHA256SUMS"]
    assert refusal_of(zipped(path, members)) == "SHA256SUMS is missing"


@pytest.mark.parametrize(
    "sums", [b"", b"nonsense\n", b"0" * 64 + b"  model.json\n", b"0" * 64 + b" *model.json\n"]
)
def test_sums_that_tell_of_other_files(path, sums):
    assert "SHA256SUMS" in refusal_of(zipped(path, {**members_of(path), "SHA256SUMS": sums}))


def test_a_case_without_its_input(path):
    reason = refusal_of(rezipped(path, {"golden/two-right-answers.bin": None}))
    assert reason == "the golden case two-right-answers lacks its .json or its .bin"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../model.json", "leads out"),
        ("golden/../../x.json", "leads out"),
        ("golden\\..\\..\\x.json", "leads out"),
        ("/etc/passwd", "absolute"),
        ("C:\\windows\\x", "absolute"),
        ("\\\\host\\share", "absolute"),
        ("golden/", "no part of"),
        ("golden/Case.json", "no part of"),
        ("golden/a/b.json", "no part of"),
        ("predict.py", "no part of"),
        ("MODEL.JSON", "no part of"),
        ("weights.pt", "pickle"),
        ("weights.PKL", "pickle"),
        ("golden/x.npy", "pickle"),
        ("", "no part of"),
        ("가.json", "no part of"),
    ],
)
def test_a_name_that_does_not_belong_here(path, name, why):
    assert why in refusal_of(rezipped(path, {name: b"x"}))


def test_a_name_that_goes_on_behind_its_end(path):
    """Python's reader ends a name at a NUL; others may not."""
    rezipped(path, {"model.json_.py": b"x"})
    path.write_bytes(path.read_bytes().replace(b"model.json_.py", b"model.json\0.py"))
    assert "no part of an archive" in refusal_of(path)
