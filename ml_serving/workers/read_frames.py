"""Frames out of a stream that cuts them anywhere."""

from collections.abc import Iterator

from ml_serving.workers.frames import HEAD, Frame, read_head, read_rest


class FrameReader:
    """Feed it what comes, and take what is whole."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Raises BadFrame while iterated."""
        held: bytes | bytearray = data
        if self._held:
            self._held += data
            held = self._held
        at = 0
        for frame, end in _frames(held):
            yield frame
            at = end
        self._held = bytearray(memoryview(held)[at:])


def _frames(held: bytes | bytearray) -> Iterator[tuple[Frame, int]]:
    at = 0
    view = memoryview(held)
    while len(view) - at >= HEAD.size:
        head = read_head(view[at : at + HEAD.size])
        start, at_end = at + HEAD.size, at + HEAD.size + head.length
        if at_end > len(view):
            return
        yield read_rest(head, view[start:at_end]), at_end
        at = at_end
