"""Where workers come from: a process that has imported what they all need, and forks.

A worker that starts from nothing imports PyTorch for seconds; one that is forked is there at once,
so a dead worker is followed by a live one before most deadlines pass, and what was imported lies
in memory once. The nursery itself loads no model and computes nothing.
"""

import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import ml_serving
from ml_serving.workers.prctl import reap_orphans

_ROOT = Path(ml_serving.__file__).parents[1]
_POOLS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS")
"""Every library that would otherwise start as many threads as the machine has cores."""

PID = struct.Struct("<q")


class Nursery:
    """Belongs to no event loop; may be shared by hosts. `preload` are modules to import before
    the first birth, where they are installed. `environment` is all that workers inherit, beside
    what threads need: the server's own may hold tokens and keys."""

    def __init__(self, *, preload: Sequence[str], environment: Mapping[str, str]) -> None:
        self._preload = preload
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._one_at_a_time = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Of its process; None while it has none."""
        return self._process.pid if self._process is not None else None

    def bear(self, channel: socket.socket) -> int:
        """A new child of this very process, holding the other end of `channel`; its pid.

        Blocks until it is there. Raises OSError where there is none to be had.
        """
        with self._one_at_a_time:
            try:
                return self._ask(self._opened(), channel)
            except OSError:
                self._close()
                return self._ask(self._opened(), channel)

    def close(self) -> None:
        """No more births; those who were born live on."""
        with self._one_at_a_time:
            self._close()

    def _ask(self, line: socket.socket, channel: socket.socket) -> int:
        socket.send_fds(line, [b"fork"], [channel.fileno()])
        told = line.recv(PID.size)
        if len(told) != PID.size:
            raise ConnectionError("the nursery is gone")
        return int(PID.unpack(told)[0])

    def _opened(self) -> socket.socket:
        if self._line is None:
            reap_orphans()
            self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                self._process = self._start(theirs)
        return self._line

    def _start(self, line: socket.socket) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                *(sys.executable, "-P", "-m", "ml_serving.workers.nursery_process"),
                *(str(line.fileno()), str(os.getpid()), *self._preload),
            ],
            stdin=subprocess.DEVNULL,
            pass_fds=[line.fileno()],
            env={
                **dict.fromkeys(_POOLS, "1"),
                "PYTHONPATH": str(_ROOT),
                **self._environment,
            },
        )

    def _close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
