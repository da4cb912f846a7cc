"""What a v2 client writes is what a model gets, in JSON as in binary, or it is told why not."""

import json
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ml_serving.contract import Datatype
from ml_serving.host import WireTensor
from ml_serving.http.oip.inference_request import InferenceRequest, read_request
from ml_serving.http.oip.shape import Unreadable
from ml_serving.http.oip.strict import NotStrict, read_strict
from ml_serving.http.oip.written_tensor import to_json
from ml_serving.http.wishes import Wishes
from tests.ml_serving.examples import examples

NUMBERS = {
    Datatype.BOOL: "?",
    Datatype.UINT8: "u1",
    Datatype.INT32: "<i4",
    Datatype.INT64: "<i8",
    Datatype.FP32: "<f4",
    Datatype.FP64: "<f8",
}
SHAPES = arrays.array_shapes(min_dims=1, max_dims=4, max_side=4)


def finite(datatype: Datatype) -> st.SearchStrategy[np.ndarray]:
    is_float = datatype.startswith("FP")
    more = {"allow_nan": False, "allow_infinity": False} if is_float else {}
    return arrays.arrays(NUMBERS[datatype], SHAPES, elements=more or None)


def request_of(*inputs: dict, binary: bytes | None = None, **more) -> InferenceRequest:
    head = json.dumps({"inputs": inputs, **more}).encode()
    length = None if binary is None else len(head)
    return read_request(head + (binary or b""), header_length=length, wishes=Wishes())


def told(datatype: str, shape, **more) -> dict:
    return {"name": "x", "datatype": datatype, "shape": list(shape), **more}


@pytest.mark.parametrize("datatype", NUMBERS)
@settings(max_examples=examples(25), deadline=None)
@given(data=st.data(), is_flat=st.booleans())
def test_numbers_arrive_as_they_were_sent(datatype: Datatype, data, is_flat: bool):
    array = data.draw(finite(datatype))
    said = array.ravel().tolist() if is_flat else array.tolist()
    raw = array.tobytes()
    in_json = request_of(told(datatype, array.shape, data=said))
    sized = told(datatype, array.shape, parameters={"binary_data_size": len(raw)})
    in_binary = request_of(sized, binary=raw)
    assert bytes(in_json.content.tensors[0].data) == raw
    assert bytes(in_binary.content.tensors[0].data) == raw
    assert in_json.content.rows == in_binary.content.rows == array.shape[0]
    back = to_json(WireTensor("x", datatype, array.shape, raw))
    assert np.array_equal(back, array.ravel())


@settings(max_examples=examples(50), deadline=None)
@given(texts=st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_texts_arrive_as_they_were_sent(texts: list[str]):
    raw = b"".join(struct.pack("<I", len(each.encode())) + each.encode() for each in texts)
    in_json = request_of(told("BYTES", [len(texts)], data=texts))
    assert bytes(in_json.content.tensors[0].data) == raw
    sized = told("BYTES", [len(texts)], parameters={"binary_data_size": len(raw)})
    assert bytes(request_of(sized, binary=raw).content.tensors[0].data) == raw
    assert to_json(in_json.content.tensors[0]) == texts


@pytest.mark.parametrize(
    "tensor",
    [
        told("FP32", [2], data=[1]),
        told("FP32", [2, 2], data=[[1, 2], [3]]),
        told("FP32", [2, 2], data=[[1, 2], 3, 4]),
        told("FP32", [1], data=["1"]),
        told("FP32", [1], data=[True]),
        told("FP32", [1], data=[None]),
        told("FP32", [1], data=[1e300]),
        told("FP32", [1], data="1"),
        told("FP32", [1]),
        told("INT32", [1], data=[1.5]),
        told("INT32", [1], data=[2**31]),
        told("INT64", [1], data=[2**63]),
        told("UINT8", [1], data=[256]),
        told("UINT8", [1], data=[-1]),
        told("BOOL", [1], data=[1]),
        told("BYTES", [1], data=[1]),
        told("FP16", [1], data=[1.0]),
        told("FP32", [-1], data=[1.0]),
        told("FP32", [0], data=[]),
        told("FP32", [], data=[]),
        told("FP32", [1.0], data=[1.0]),
        told("FP32", [True], data=[1.0]),
        told("FP32", [1] * 9, data=[1.0]),
        told("FP32", [2**62, 2**62], data=[1.0]),
        {"name": "", "datatype": "FP32", "shape": [1], "data": [1.0]},
        {"datatype": "FP32", "shape": [1], "data": [1.0]},
        told("FP32", [1], data=[1.0], parameters=[]),
        told("FP32", [1], data=[1.0], parameters={"shared_memory_region": "r"}),
    ],
    ids=str,
)
def test_json_that_does_not_fit_is_told(tensor: dict):
    with pytest.raises(Unreadable, match=r"Expected|beyond|not spoken"):
        request_of(tensor)


@pytest.mark.parametrize(
    ("tensor", "binary"),
    [
        (told("FP32", [2], parameters={"binary_data_size": 8}), b"1234"),
        (told("FP32", [2], parameters={"binary_data_size": 4}), b"1234"),
        (told("FP32", [2], parameters={"binary_data_size": 8}), b"12345678 and more"),
        (told("FP32", [2**40, 2**40], parameters={"binary_data_size": 8}), b"12345678"),
        (told("FP32", [2], parameters={"binary_data_size": -8}), b""),
        (told("FP32", [2], parameters={"binary_data_size": "8"}), b"12345678"),
        (told("FP32", [2], parameters={"binary_data_size": 8}, data=[1, 2]), b"12345678"),
        (told("BYTES", [1], parameters={"binary_data_size": 4}), b"\xff\xff\xff\xff"),
        (told("BYTES", [2], parameters={"binary_data_size": 5}), b"\x01\x00\x00\x00a"),
        (told("BYTES", [2**40], parameters={"binary_data_size": 4}), b"\x00\x00\x00\x00"),
    ],
    ids=str,
)
def test_binary_data_that_do_not_add_up_are_told(tensor: dict, binary: bytes):
    with pytest.raises(Unreadable):
        request_of(tensor, binary=binary)


@pytest.mark.parametrize("length", [0, 1, 5, 10**9])
def test_a_header_length_that_is_no_json_is_told(length: int):
    with pytest.raises(Unreadable):
        read_request(b'{"inputs": []}', header_length=length, wishes=Wishes())


def test_rows_are_the_same_in_every_input():
    one = told("FP32", [1], data=[1.0])
    two = {**told("FP32", [2], data=[1.0, 2.0]), "name": "y"}
    with pytest.raises(Unreadable, match="rows"):
        request_of(one, two)
    with pytest.raises(Unreadable, match="one name"):
        request_of(one, one)


def test_timeout_and_priority_are_tritons():
    said = request_of(
        told("FP32", [1], data=[1.0]), parameters={"timeout": 2_500_000, "priority": 1}
    )
    assert said.wishes.within_s == 2.5
    assert said.wishes.priority == 0


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b'[[{"a": ":", "a": 1}]]',
        b'{"a": NaN}',
        b'{"a": 1e999, "a": 1}',
        b"[" * 3000 + b"]" * 3000,
        b'{"a":' * 3000 + b"1" + b"}" * 3000,
        b"",
        b'"\\ud800"',
        b"\xff",
    ],
)
def test_json_with_a_key_twice_or_beyond_reason_is_not_read(raw: bytes):
    with pytest.raises(NotStrict):
        read_strict(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=examples(100), deadline=None)
@given(value=JSON)
def test_honest_json_is_read_as_the_standard_library_reads_it(value):
    raw = json.dumps(value).encode()
    assert read_strict(raw) == json.loads(raw)


@settings(max_examples=examples(150), deadline=None)
@given(body=st.binary(max_size=300), length=st.none() | st.integers(-5, 310))
def test_noise_never_does_more_than_be_unreadable(body: bytes, length: int | None):
    with pytest.raises(Unreadable):
        read_request(body, header_length=length, wishes=Wishes())
