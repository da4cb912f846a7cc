"""One frame from a socket that blocks: a worker's only way to wait."""

import socket

from ml_serving.workers.frames import HEAD, BadFrame, Frame, read_head, read_rest

AT_ONCE = 64 * 1024
"""Bytes that one call fetches: nearly every frame of numbers, and the beginning of a picture."""


def receive(channel: socket.socket) -> Frame:
    """Straight into its own memory: what is larger than `AT_ONCE` is copied once.

    Nobody sends a frame before the last one is answered, so none is ever read into the next.
    Raises EOFError at the end.
    """
    first = memoryview(channel.recv(AT_ONCE))
    if len(first) < HEAD.size:
        first = memoryview(bytes(first) + _exactly(channel, HEAD.size - len(first)))
    head = read_head(first[: HEAD.size])
    got = first[HEAD.size :]
    if len(got) > head.length:
        raise BadFrame("a frame that nobody waited for")
    if len(got) == head.length:
        return read_rest(head, got)
    return read_rest(head, _rest(channel, got, head.length))


def _rest(channel: socket.socket, got: memoryview, length: int) -> memoryview:
    room = memoryview(bytearray(length))
    room[: len(got)] = got
    _fill(channel, room[len(got) :])
    return room


def _exactly(channel: socket.socket, count: int) -> bytes:
    room = bytearray(count)
    _fill(channel, memoryview(room))
    return bytes(room)


def _fill(channel: socket.socket, room: memoryview) -> None:
    while room:
        got = channel.recv_into(room, len(room), socket.MSG_WAITALL)
        if not got:
            raise EOFError
        room = room[got:]
