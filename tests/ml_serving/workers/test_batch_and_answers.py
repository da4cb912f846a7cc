"""A batch and its answers cross the socket unchanged."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.batching.ask import RawInput, TensorInput, WireTensor
from ml_serving.contract import Datatype, Refusal
from ml_serving.workers.answer_frames import (
    Answers,
    Given,
    Late,
    Raised,
    answer_frame,
    read_answers,
)
from ml_serving.workers.batch_frames import Batch, Rider, batch_frame, read_batch
from ml_serving.workers.seen_frames import read_seen, seen_frame
from tests.ml_serving.examples import examples

TENSORS = st.builds(
    WireTensor,
    name=st.text(max_size=8),
    datatype=st.sampled_from(Datatype),
    shape=st.lists(st.integers(0, 9), max_size=3).map(tuple),
    data=st.binary(max_size=40),
)
INPUTS = st.one_of(
    st.builds(RawInput, body=st.binary(max_size=50), content_type=st.text(max_size=20)),
    st.builds(TensorInput, tensors=st.lists(TENSORS, max_size=3), rows=st.integers(0, 9)),
)
RIDERS = st.builds(Rider, content=INPUTS, deadline=st.floats(0, 1e9))
REPLIES = st.one_of(
    st.builds(
        Given,
        answer=st.binary(max_size=20),
        uncertainty=st.binary(max_size=20),
        tensors=st.lists(TENSORS, max_size=2),
    ),
    st.builds(Refusal, reason=st.text(max_size=20), expected=st.text(max_size=20)),
    st.builds(Late),
    st.builds(Raised, kind=st.text(max_size=20)),
)


def _plain(rider: Rider) -> Rider:
    """Views of what was received, as the bytes they show."""
    content = rider.content
    if isinstance(content, RawInput):
        return rider
    tensors = [
        WireTensor(each.name, each.datatype, each.shape, bytes(each.data))
        for each in content.tensors
    ]
    return Rider(TensorInput(tensors, content.rows), rider.deadline)


@settings(max_examples=examples(60), deadline=None)
@given(riders=st.lists(RIDERS, max_size=5))
def test_a_batch(riders: list[Rider]):
    read = read_batch(batch_frame(Batch(7, riders, seats=4)))
    assert (read.number, read.seats) == (7, 4)
    assert [_plain(each) for each in read.riders] == riders


@settings(max_examples=examples(60), deadline=None)
@given(replies=st.lists(REPLIES, max_size=5))
def test_its_answers(replies: list[object]):
    answers = Answers(replies, 0.25, 5)
    assert read_answers(answer_frame(7, answers)) == answers


def test_what_was_seen():
    features = {"x": [1.0, 2.0, 0.0, 2.0, 2.0, 0.0]}
    assert read_seen(seen_frame(7, features)) == features
