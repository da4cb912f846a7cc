"""The nursery's process: `python -m ml_serving.workers.nursery_process LINE HOST MODULE…`.

It forks twice, so that the worker's parent is not the nursery but the host, which asked the
kernel for its orphans: the host learns how a worker ended, a worker dies with its host, and the
death of the nursery is nothing to anybody.
"""

import contextlib
import gc
import os
import socket
import sys
from importlib import import_module

from ml_serving.workers.child import work
from ml_serving.workers.nursery import PID


def main() -> None:
    """Until the host is gone."""
    os.setpgid(0, 0)
    line = socket.socket(fileno=int(sys.argv[1]))
    host = int(sys.argv[2])
    for name in sys.argv[3:]:
        with contextlib.suppress(ImportError):
            import_module(name)
    gc.collect()
    gc.freeze()
    while True:
        asked, descriptors, _, _ = socket.recv_fds(line, 16, 1)
        if not asked:
            os._exit(0)
        line.send(PID.pack(_bear(descriptors[0], line, host)))
        os.close(descriptors[0])


def _bear(channel: int, line: socket.socket, host: int) -> int:
    hear, tell = os.pipe()
    between = os.fork()
    if between == 0:
        worker = os.fork()
        if worker == 0:
            _become_worker(channel, line, (hear, tell), host)
        os.write(tell, PID.pack(worker))
        os._exit(0)
    os.close(tell)
    told = os.read(hear, PID.size)
    os.close(hear)
    os.waitpid(between, 0)
    return int(PID.unpack(told)[0])


def _become_worker(channel: int, line: socket.socket, pipe: tuple[int, int], host: int) -> None:
    line.close()
    for end in pipe:
        os.close(end)
    work(socket.socket(fileno=channel), host=host)


if __name__ == "__main__":
    main()
