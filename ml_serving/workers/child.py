"""A worker's own code: one archive, one private socket, until either end is gone."""

import os
import socket
import sys
import time
import traceback
from typing import Any, NoReturn

from ml_serving.contract import Archive
from ml_serving.workers.answer_frames import answer_frame
from ml_serving.workers.batch_frames import read_batch
from ml_serving.workers.compute import Computer
from ml_serving.workers.confine import confine
from ml_serving.workers.frames import Frame, written
from ml_serving.workers.load import Loaded, load, open_for, told_of
from ml_serving.workers.opening import NotOpened, Opening, Ready, read_loading, read_opening
from ml_serving.workers.out_of_memory import is_out_of_memory
from ml_serving.workers.receive import receive
from ml_serving.workers.seen_frames import seen_frame

OUT_OF_MEMORY = 3
"""The exit status of a worker that ran out of memory."""


def work(channel: socket.socket, *, host: int) -> NoReturn:
    """All of a worker's life, as a child of the process `host`.

    Never returns to the interpreter's own shutdown: torch's takes long and may hang.
    """
    status = 0
    try:
        _live(channel, host=host)
    except (ConnectionError, EOFError):
        pass
    except Exception as error:
        traceback.print_exc()
        status = OUT_OF_MEMORY if is_out_of_memory(error) else 1
    sys.stderr.flush()
    os._exit(status)


def _live(channel: socket.socket, *, host: int) -> None:
    opening = read_opening(receive(channel).parts[0])
    confine(parent=host, memory_bytes=opening.memory_bytes)
    loaded = _loaded(channel, opening)
    if isinstance(loaded, NotOpened):
        _send(channel, loaded.frame())
        return
    model = loaded.computer.model
    _send(channel, Ready(model.inputs, model.outputs, loaded.load_s, loaded.device).frame())
    _serve(channel, loaded.computer)


def _loaded(channel: socket.socket, opening: Opening) -> Loaded | NotOpened:
    archive = open_for(opening)
    if not isinstance(archive, Archive):
        return archive
    _send(channel, told_of(archive).frame())
    os.nice(read_loading(receive(channel).parts[0]).niceness)
    try:
        return load(archive, opening, clock=time.monotonic)
    except Exception as error:
        if is_out_of_memory(error):
            raise
        traceback.print_exc()
        return NotOpened(f"loading it raised {type(error).__name__}")


def _serve(channel: socket.socket, computer: Computer) -> None:
    while True:
        batch = read_batch(receive(channel))
        items: list[Any] = []
        for computed in computer.passes(batch):
            _send(channel, answer_frame(batch.number, computed.answers))
            items += computed.items
        if features := computer.seen(items):
            _send(channel, seen_frame(batch.number, features))


def _send(channel: socket.socket, frame: Frame) -> None:
    channel.sendall(b"".join(written(frame)))
