"""A worker reads whole frames, however they come."""

import socket
import threading

import pytest

from ml_serving.workers.frames import BadFrame, Frame, Kind, written
from ml_serving.workers.receive import AT_ONCE, receive


@pytest.mark.parametrize("cut", [1, 10, 20, 30, 10_000])
@pytest.mark.parametrize("length", [0, 3, AT_ONCE, 3 * AT_ONCE])
def test_a_frame_cut_anywhere(cut, length):
    ours, theirs = socket.socketpair()
    sent = b"".join(written(Frame(Kind.BATCH, 7, [b"x" * length, b"end"])))

    def send() -> None:
        ours.sendall(sent[:cut])
        ours.sendall(sent[cut:])

    sender = threading.Thread(target=send)
    sender.start()
    frame = receive(theirs)
    sender.join()
    assert [bytes(part) for part in frame.parts] == [b"x" * length, b"end"]


def test_the_end_of_the_stream():
    ours, theirs = socket.socketpair()
    ours.sendall(b"half a")
    ours.close()
    with pytest.raises(EOFError):
        receive(theirs)


def test_two_frames_at_once_are_none_of_ours():
    ours, theirs = socket.socketpair()
    ours.sendall(2 * b"".join(written(Frame(Kind.BATCH, 7, [b"x"]))))
    with pytest.raises(BadFrame):
        receive(theirs)
