"""Tensors as the Open Inference Protocol lays them down."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.batching.ask import WireTensor
from ml_serving.contract import Datatype, Refusal, TensorSpec
from ml_serving.workers.tensors import DTYPES, as_arrays, as_wire
from tests.ml_serving.examples import examples


@pytest.mark.parametrize("datatype", list(DTYPES))
def test_numbers_come_back_as_they_were(datatype):
    rows = [np.array([0, 1], DTYPES[datatype]), np.array([1, 0], DTYPES[datatype])]
    wire = as_wire(TensorSpec("t", datatype, (-1, 2)), rows)
    arrays = as_arrays([wire])
    assert not isinstance(arrays, Refusal)
    assert arrays["t"].dtype == DTYPES[datatype]
    assert arrays["t"].tolist() == np.stack(rows).tolist()


@settings(max_examples=examples(50), deadline=None)
@given(words=st.lists(st.binary(max_size=10), min_size=1, max_size=5))
def test_bytes_come_back_as_they_were(words: list[bytes]):
    rows = [np.array([word], dtype=object) for word in words]
    wire = as_wire(TensorSpec("t", Datatype.BYTES, (-1, 1)), rows)
    arrays = as_arrays([wire])
    assert not isinstance(arrays, Refusal)
    assert arrays["t"].ravel().tolist() == words


@settings(max_examples=examples(100), deadline=None)
@given(
    datatype=st.sampled_from(Datatype),
    shape=st.lists(st.integers(0, 5), max_size=3).map(tuple),
    data=st.binary(max_size=60),
)
def test_any_bytes_are_read_or_refused(datatype, shape, data):
    arrays = as_arrays([WireTensor("t", datatype, shape, data)])
    assert isinstance(arrays, Refusal) or arrays["t"].shape == shape
