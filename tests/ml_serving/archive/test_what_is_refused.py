"""Nothing that an archive says of itself is believed; what is refused, is refused in a sentence."""

import json
import pickle
import struct
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import pytest
from safetensors.numpy import save

from ml_serving.archive import Limits
from tests.ml_serving.archive.parts import (
    accepted,
    an_archive,
    as_bytes,
    members_of,
    refusal_of,
    rezipped,
    summed,
    tensors,
    zipped,
)


@pytest.fixture
def path(tmp_path):
    return an_archive(tmp_path)


def changed(body: bytes, **changes) -> bytes:
    return json.dumps({**json.loads(body), **changes}).encode()


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


def with_entry(path, entry: ZipInfo, body: bytes = b"x") -> None:
    with ZipFile(path, "a") as archive:
        archive.writestr(entry, body)


def entry(name: str, *, mode: int = 0o100644) -> ZipInfo:
    told = ZipInfo(name)
    told.external_attr = mode << 16
    told.create_system = 3
    return told


@pytest.mark.parametrize(
    ("mode", "why"),
    [(0o120777, "symbolic link"), (0o040755, "no plain file"), (0o010644, "no plain file")],
)
def test_what_is_no_plain_file(path, mode, why):
    with_entry(path, entry("golden/x.bin", mode=mode), b"/etc/passwd")
    assert why in refusal_of(path)


def test_what_is_there_twice(path):
    with pytest.warns(UserWarning, match="Duplicate"):
        with_entry(path, entry("model.json"), b"{}")
    assert refusal_of(path) == "model.json is there twice"


def test_what_is_encrypted(path):
    body = bytearray(path.read_bytes())
    directory = body.index(b"PK\x01\x02")
    body[directory + 8] |= 1
    path.write_bytes(body)
    assert "is encrypted" in refusal_of(path)


def test_what_is_compressed_in_a_way_of_its_own(path):
    reason = refusal_of(zipped(path, members_of(path), method=ZIP_BZIP2))
    assert "neither stored nor deflated" in reason


def test_too_many_files(path):
    extra = {f"golden/case-{n}.{kind}": b"{}" for n in range(200) for kind in ("json", "bin")}
    assert refusal_of(rezipped(path, extra)) == "it holds more than 256 files"


def test_a_bomb_by_its_ratio(path):
    bomb = summed({**members_of(path), "golden/zeros.bin": bytes(4 << 20)})
    reason = refusal_of(zipped(path, bomb, method=ZIP_DEFLATED))
    assert reason == "golden/zeros.bin would inflate more than 200 times"


def test_a_bomb_by_its_size(path):
    bomb = summed({**members_of(path), "golden/zeros.bin": bytes(9 << 20)})
    reason = refusal_of(zipped(path, bomb, method=ZIP_DEFLATED))
    assert "golden/zeros.bin says it is 9437184 bytes long" in reason


def test_a_bomb_of_many_parts(path):
    reason = refusal_of(path, Limits(inflated=500))
    assert "together" in reason or "bytes long" in reason


def test_a_bomb_that_lies_about_its_size_is_never_inflated_further(path):
    """The directory says 10 bytes; what follows would be four million."""
    input_ = "golden/two-right-answers.bin"
    bomb = zipped(path, {**members_of(path), input_: bytes(4 << 20)}, method=ZIP_DEFLATED)
    body = bytearray(bomb.read_bytes())
    name = body.rindex(input_.encode())
    struct.pack_into("<L", body, name - 46 + 24, 10)
    path.write_bytes(body)
    assert refusal_of(path) == "it is a broken zip file"


def test_files_that_lie_over_each_other(path):
    """A better zip bomb (Fifield, WOOT 2019): one kernel of bytes, told of many times."""
    body = bytearray(path.read_bytes())
    first = body.index(b"PK\x01\x02")
    second = body.index(b"PK\x01\x02", first + 4)
    struct.pack_into("<L", body, second + 42, struct.unpack_from("<L", body, first + 42)[0])
    path.write_bytes(body)
    assert "lies over another file" in refusal_of(path)


def test_an_archive_that_is_too_long(path):
    assert "longer than the 1000 bytes" in refusal_of(path, Limits(archive=1000))


def test_a_manifest_that_is_too_long(path):
    told = changed(members_of(path)["model.json"], description="x" * 300_000)
    assert "model.json says it is" in refusal_of(rezipped(path, {"model.json": told}))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe{}", "is not UTF-8"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"name": "a", "name": "b"}', "says one thing twice"),
        (b'{"name": NaN}', "holds NaN, which is no number"),
        (b'{"name": 1e999}', "holds a number that no float can hold"),
        (b'{"name": ' + b"9" * 5000 + b"}", "more than 64 bits"),
        (b"[]", "must have type object"),
        (b"{}", "must have architecture, description"),
    ],
)
def test_a_manifest_that_is_none(path, body, why):
    reason = refusal_of(rezipped(path, {"model.json": body}))
    assert reason.startswith("model.json")
    assert why in reason


def nested(levels: int) -> object:
    return {"a": nested(levels - 1)} if levels else {}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "Fractions"}, "small letters, digits and hyphens are wanted"),
        ({"name": "../../etc"}, "small letters, digits and hyphens are wanted"),
        ({"name": "fractions\n"}, "small letters, digits and hyphens are wanted"),
        ({"name": ""}, "name: must have minLength 1"),
        ({"version": "1.0"}, "a semantic version like 1.0.0 is wanted"),
        ({"version": "01.0.0"}, "a semantic version"),
        ({"version": "1.0.0\n"}, "a semantic version"),
        ({"version": 1}, "version: must have type string"),
        ({"architecture": "os"}, "names the architecture 'os'; this server knows activity-anomaly"),
        ({"register_id": ""}, "register_id: must have minLength 1"),
        ({"register_id": "osan-ai-1\r\nX-Evil: 1"}, "visible ASCII is wanted"),
        ({"register_id": "오산-1"}, "visible ASCII is wanted"),
        ({"licence": None}, "licence: must have type string"),
        ({"description": "half a \ud83d"}, "holds half a character"),
        ({"settings": {"half a \ude00": 1}}, "holds half a character"),
        ({"settings": {"width": 2**63}}, "more than 64 bits"),
        ({"metrics": {"auc": 10**299}}, "more than 64 bits"),
        ({"settings": nested(63)}, "nested too deeply"),
        ({"metrics": {"auc": "high"}}, "metrics/auc: must have type number"),
        ({"profile": {"x": {"mean": 0}}}, "profile/x: must have high, low, std"),
        ({"entry_point": "os.system"}, "knows no entry_point"),
        ({"sizes": {"tensors": 1, "parameters": 1, "bytes": 1}}, "weights of another size"),
    ],
)
def test_a_manifest_that_does_not_tell_what_it_must(path, change, why):
    told = changed(members_of(path)["model.json"], **change)
    assert why in refusal_of(rezipped(path, {"model.json": told}))


@pytest.mark.parametrize(
    "wish",
    [
        [1],
        {"max_batch": "8"},
        {"max_batch": 0},
        {"max_batch": 2**40},
        {"max_delay_s": -1},
        {"answer_s": 1e300},
        {"answer_s": 0},
        {"hung_s": True},
        {"queue_rows": 1.5},
        {"priority": "first"},
        {"threads": 64},
    ],
)
def test_wishes_that_nobody_may_have(path, wish):
    told = changed(members_of(path)["model.json"], settings={"serving": wish})
    assert "model.json: settings/serving" in refusal_of(rezipped(path, {"model.json": told}))


def test_wishes_and_numbers_that_anybody_may_have(path):
    wishes = {"max_batch": 8.0, "priority": "safety", "answer_s": 0.5, "learns_seats": False}
    settings = {"serving": wishes, "large": 2**63 - 1, "face": "🙂", "deep": nested(61)}
    told = changed(members_of(path)["model.json"], settings=settings)
    body = rezipped(path, {"model.json": told})
    assert accepted(body).manifest.settings == settings


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"tolerance": -1}, "tolerance: must have minimum 0"),
        ({"tolerance": "loose"}, "tolerance: must have type number"),
        ({"answer": 1}, "answer: must have type object"),
        ({"content_type": ""}, "content_type: must have minLength 1"),
        ({"code": "x"}, "knows no code"),
    ],
)
def test_a_golden_case_that_proves_nothing(path, change, why):
    name = "golden/two-right-answers.json"
    told = changed(members_of(path)[name], **change)
    reason = refusal_of(rezipped(path, {name: told}))
    assert reason.startswith(name)
    assert why in reason


def test_an_archive_without_a_golden_case(path):
    none = {"golden/two-right-answers.json": None, "golden/two-right-answers.bin": None}
    assert "no golden case" in refusal_of(rezipped(path, none))


def one_tensor(**changes) -> bytes:
    told = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
    return tensors(json.dumps({"w": {**told, **changes}}).encode(), bytes(8))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no whole header"),
        (b"\xff" * 8, "no whole header"),
        (struct.pack("<Q", 1 << 63) + b"{}", "no whole header"),
        (tensors(b"nonsense", b""), "has a header that is not JSON"),
        (tensors(b"[1]", b""), "no table of tensors"),
        (tensors(b"{}", b""), "holds 0 tensors"),
        (tensors(b'{"w": 1}', b""), "describes a tensor wrongly"),
        (tensors(b'{"__metadata__": {"a": "b"}}', b""), "no table of tensors"),
        (one_tensor(dtype="BF16"), "whose type is none of"),
        (one_tensor(dtype="O"), "whose type is none of"),
        (one_tensor(dtype=["F32"]), "whose type is none of"),
        (one_tensor(shape=[-2]), "describes a tensor wrongly"),
        (one_tensor(shape=[2.0]), "describes a tensor wrongly"),
        (one_tensor(shape=[True]), "describes a tensor wrongly"),
        (one_tensor(shape=[1] * 9), "describes a tensor wrongly"),
        (one_tensor(shape=[3]), "another size than it says"),
        (one_tensor(data_offsets=[0]), "describes a tensor wrongly"),
        (one_tensor(data_offsets=[8, 0]), "another size than it says"),
        (one_tensor(data_offsets=[0, 1 << 62]), "another size than it says"),
        (one_tensor(data_offsets=[0, 1 << 70]), "more than 64 bits"),
        (one_tensor(shape=[1 << 40]), "bytes; 268435456 are allowed"),
        (one_tensor(shape=[1 << 40, 1 << 40, 1 << 40]), "bytes; 268435456 are allowed"),
        (one_tensor(data_offsets=[8, 16]), "overlap, or lie apart"),
        (one_tensor() + b"more", "holds 12 bytes of tensors and tells of 8"),
        (one_tensor()[:-1], "holds 7 bytes of tensors and tells of 8"),
    ],
)
def test_weights_that_are_not_as_their_header_says(path, body, why):
    reason = refusal_of(rezipped(path, {"weights.safetensors": body}))
    assert reason.startswith("weights.safetensors")
    assert why in reason


def test_tensors_that_share_bytes(path):
    told = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
    body = tensors(json.dumps({"a": told, "b": told}).encode(), bytes(8))
    assert "overlap" in refusal_of(rezipped(path, {"weights.safetensors": body}))


@pytest.mark.parametrize("poison", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_weights_that_are_no_numbers(path, poison, dtype):
    body = save({"fine": np.zeros(3), "w": np.array([1, poison], dtype=dtype)})
    reason = refusal_of(rezipped(path, {"weights.safetensors": body}))
    assert reason == "weights.safetensors: 'w' holds NaN or infinity"


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize("name", ["weights.safetensors", "golden/two-right-answers.bin"])
def test_a_pickle_by_any_name(path, name, protocol):
    reason = refusal_of(rezipped(path, {name: pickle.dumps({"w": 1}, protocol)}))
    assert reason == f"{name} is a pickle, which is code; weights come as safetensors"


def test_what_torch_saves_by_any_name(path):
    saved = as_bytes({"archive/data.pkl": pickle.dumps({"w": 1})})
    assert "is a pickle" in refusal_of(rezipped(path, {"weights.safetensors": saved}))


@pytest.mark.parametrize("tail", [b"x", b"PK\x05\x06" + bytes(18)])
def test_something_behind_the_archive(path, tail):
    path.write_bytes(path.read_bytes() + tail)
    assert "directory" in refusal_of(path) or "no zip file" in refusal_of(path)


def test_something_before_the_archive(path):
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert "beside its files" in refusal_of(path)


@pytest.mark.parametrize("body", [b"", b"PK", b"\x00" * 22, b"not a zip at all, but long enough"])
def test_what_is_no_zip(path, body):
    path.write_bytes(body)
    assert "no zip file" in refusal_of(path)
