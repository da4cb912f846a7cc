"""A picture, or one row of numbers, without any JSON: Triton's raw binary request."""

import json

import numpy as np
import pytest

from ml_serving.contract import Datatype, TensorSpec
from ml_serving.http.oip.raw_request import read_raw
from ml_serving.http.oip.shape import Unreadable
from ml_serving.http.wishes import Wishes
from tests.ml_serving.http.running import Server


def read(shape: tuple[int, ...], body: bytes, datatype: Datatype = Datatype.FP32):
    asked = read_raw([TensorSpec("x", datatype, shape)], body, wishes=Wishes())
    assert asked.content.rows == 1
    return asked.content.tensors[0]


def test_a_picture_is_one_element():
    tensor = read((-1, 1), b"\xff\xd8\xff picture", Datatype.BYTES)
    assert tensor.shape == (1, 1)
    assert tensor.data == b"\x0b\x00\x00\x00\xff\xd8\xff picture"


@pytest.mark.parametrize(
    ("shape", "found"),
    [((-1, 3), (1, 3)), ((-1, -1), (1, 3)), ((-1, 3, -1), (1, 3, 1)), ((-1, -1, 3), (1, 1, 3))],
)
def test_the_bytes_tell_the_size_that_is_free(shape, found):
    assert read(shape, np.ones(3, dtype="<f4").tobytes()).shape == found


@pytest.mark.parametrize(
    ("shape", "size"),
    [((-1, 3), 11), ((-1, 3), 24), ((-1, 3), 0), ((-1, -1, -1), 12), ((-1, 0), 4)],
)
def test_what_is_no_row_is_told(shape, size):
    with pytest.raises(Unreadable, match="Expected"):
        read(shape, bytes(size))


def test_a_model_of_two_inputs_needs_json(server: Server):
    told = {"Inference_Header_Content_Length": "0"}
    answer = server.ask("POST", "/v2/models/toy/infer", bytes(12), **told)
    assert answer.status == 400
    assert "2 inputs" in json.loads(answer.body)["error"]
    assert server.ask("POST", "/v2/models/unknown/infer", bytes(12), **told).status == 404
