"""What is written is read again, however the stream cuts it; what is not ours is refused."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.workers.frames import HEAD, LONGEST, BadFrame, Frame, Kind, written
from ml_serving.workers.read_frames import FrameReader
from tests.ml_serving.examples import examples

FRAMES = st.builds(
    Frame,
    kind=st.sampled_from(Kind),
    number=st.integers(0, 2**32 - 1),
    parts=st.lists(st.binary(max_size=200), max_size=6),
)


def _bytes(frame: Frame) -> bytes:
    return b"".join(written(frame))


def _read(reader: FrameReader, data: bytes) -> list[Frame]:
    return [
        Frame(each.kind, each.number, [bytes(part) for part in each.parts])
        for each in reader.feed(data)
    ]


@settings(max_examples=examples(100), deadline=None)
@given(frames=st.lists(FRAMES, max_size=4), cuts=st.lists(st.integers(0, 2000), max_size=8))
def test_frames_survive_any_cut(frames: list[Frame], cuts: list[int]):
    stream = b"".join(_bytes(frame) for frame in frames)
    reader = FrameReader()
    edges = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    got = [frame for start, end in pairwise(edges) for frame in _read(reader, stream[start:end])]
    assert got == frames


@settings(max_examples=examples(200), deadline=None)
@given(noise=st.binary(min_size=HEAD.size, max_size=300))
def test_noise_is_refused_or_waited_for_and_nothing_else(noise: bytes):
    try:
        for frame in FrameReader().feed(noise):
            assert isinstance(frame, Frame)
    except BadFrame:
        pass


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(HEAD.pack(99, 0, 0, 0), id="an unknown kind"),
        pytest.param(HEAD.pack(Kind.BATCH, 0, 1, LONGEST + 1), id="longer than any frame"),
        pytest.param(HEAD.pack(Kind.BATCH, 0, 2**32 - 1, 0), id="more parts than bytes"),
        pytest.param(HEAD.pack(Kind.BATCH, 0, 1, 4) + b"\x09\0\0\0", id="a part beyond its end"),
    ],
)
def test_an_impossible_frame_is_refused(head: bytes):
    with pytest.raises(BadFrame):
        list(FrameReader().feed(head))


def test_a_large_part_is_not_copied_to_be_written():
    picture = bytes(1_000_000)
    assert written(Frame(Kind.BATCH, 1, [picture]))[1] is picture
