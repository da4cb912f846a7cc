"""In the worker: one forward pass for all, and each answered for itself."""

import numpy as np
import pytest

from ml_serving.batching.ask import RawInput, TensorInput, WireTensor
from ml_serving.contract import Datatype, Prediction, Refusal
from ml_serving.workers.answer_frames import Given, Late, Raised, Reply
from ml_serving.workers.batch_frames import Batch, Rider
from ml_serving.workers.compute import Computer
from tests.ml_serving.workers.toy import Item, Toy, manifest_of


class Watched(Toy):
    """Notes the sizes of its batches."""

    def __init__(self) -> None:
        super().__init__(2.0, "")
        self.sizes: list[int] = []

    def predict(self, items: list[Item]) -> list[Prediction]:
        self.sizes.append(len(items))
        return list(super().predict(items))


@pytest.fixture
def model() -> Watched:
    return Watched()


@pytest.fixture
def computer(model: Watched) -> Computer:
    return Computer(model, manifest_of().profile, clock=lambda: 100.0)


def raw(body: bytes, *, deadline: float = 200.0) -> Rider:
    return Rider(RawInput(body, "application/json"), deadline)


def batch(*riders: Rider) -> Batch:
    return Batch(1, riders, seats=8)


def rows(*values: float, count: int | None = None, name: str = "x") -> Rider:
    data = np.array(values, "<f4").tobytes()
    tensor = WireTensor(name, Datatype.FP32, (len(values), 1), data)
    return Rider(TensorInput([tensor], len(values) if count is None else count), 200.0)


def replies_of(computer: Computer, batch: Batch) -> list[Reply]:
    return [reply for computed in computer.passes(batch) for reply in computed.answers.replies]


def test_what_is_computed_apart_is_answered_apart(computer, model):
    model.rows_a_pass = 1
    passes = computer.passes(batch(raw(b'{"x": 1}'), raw(b"no"), rows(2, 3)))
    assert next(passes).answers.replies == [Given(b'{"y":2.0}', b'{"y":0.2}')]
    assert model.sizes == [1], "the others are not computed yet"
    assert [computed.answers.rows for computed in passes] == [0, 2]
    assert model.sizes == [1, 2]


def test_pictures_and_tensors_ride_in_one_forward_pass(computer, model):
    first, second = replies_of(computer, batch(raw(b'{"x": 3}'), rows(1, 2)))
    assert first == Given(b'{"y":6.0}', b'{"y":0.6}')
    assert np.frombuffer(second.tensors[0].data, "<f4").tolist() == [2.0, 4.0]
    assert second.tensors[0].shape == (2, 1)
    assert second.uncertainty == b'[{"y":0.2},{"y":0.4}]'
    assert model.sizes == [3]


def test_a_bad_input_spoils_only_itself(computer):
    replies = replies_of(computer, batch(raw(b"no"), raw(b'{"x": 1}')))
    assert replies == [
        Refusal("it is no item", '{"x": number}'),
        Given(b'{"y":2.0}', b'{"y":0.2}'),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param('{"x": 1}'.encode("utf-16"), "the body is no UTF-8, but looks like utf-16"),
        pytest.param(
            '{"x": 1}'.encode("utf-16-le"), "the body is no UTF-8, but looks like utf-16-le"
        ),
        pytest.param(
            '{"x": 1}'.encode("utf-32-be"), "the body is no UTF-8, but looks like utf-32-be"
        ),
        pytest.param(
            '{"x": 1}'.encode("utf-8-sig"), "the body is no UTF-8, but looks like utf-8-sig"
        ),
        pytest.param('{"do": "가"}'.encode("cp949"), "byte 8 of the body is no UTF-8"),
        pytest.param(b'{"do": "\xed\xa0\x80"}', "byte 8 of the body is no UTF-8"),
    ],
)
def test_json_is_utf_8_whatever_the_model_would_take(computer, body, reason):
    (reply,) = replies_of(computer, batch(raw(body)))
    assert reply == Refusal(reason, "JSON in UTF-8, without a byte order mark")


def test_an_input_on_which_the_model_raises_spoils_only_itself(computer, model):
    replies = replies_of(computer, batch(raw(b'{"x": 1, "do": "raise"}'), raw(b'{"x": 1}')))
    assert replies == [Raised("ArithmeticError"), Given(b'{"y":2.0}', b'{"y":0.2}')]
    assert model.sizes == [2, 1, 1]


def test_whoever_is_late_is_not_computed(computer, model):
    assert replies_of(computer, batch(raw(b'{"x": 1}', deadline=99.0))) == [Late()]
    assert model.sizes == []


def test_a_request_of_many_rows_is_computed_in_batches_that_fit(computer, model):
    (reply,) = replies_of(computer, batch(rows(*range(20))))
    assert np.frombuffer(reply.tensors[0].data, "<f4").tolist() == [2.0 * x for x in range(20)]
    assert model.sizes == [8, 8, 4]


@pytest.mark.parametrize(
    ("rider", "reason"),
    [
        pytest.param(rows(1, 2, count=3), "2 rows", id="another number of rows"),
        pytest.param(
            rows(1, name="z"), "There is an input that the model has not.", id="another name"
        ),
        pytest.param(
            Rider(TensorInput([WireTensor("x", Datatype.FP32, (2, 1), b"1234")], 2), 200.0),
            "tensor 'x' holds 4 bytes",
            id="too few bytes",
        ),
    ],
)
def test_wrong_tensors_are_refused(computer, rider, reason):
    (reply,) = replies_of(computer, batch(rider))
    assert isinstance(reply, Refusal)
    assert reply.reason == reason


def test_features_are_counted_and_no_input_is_kept(computer):
    (computed,) = computer.passes(batch(raw(b'{"x": 1}'), raw(b'{"x": 9}'), raw(b"no")))
    assert computer.seen(computed.items) == {"x": (2, 5.0, 32.0, 1.0, 9.0, 1)}


def test_want_of_memory_is_nobodys_answer(computer):
    with pytest.raises(MemoryError):
        replies_of(computer, batch(raw(b'{"x": 1, "do": "eat"}')))
