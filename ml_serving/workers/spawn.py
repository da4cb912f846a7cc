"""A worker's process, started with nothing but what it needs."""

import asyncio
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import ml_serving
from ml_serving.workers.channel import Channel

_ROOT = Path(ml_serving.__file__).parents[1]
_POOLS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS")
"""Every library that would otherwise start as many threads as the machine has cores."""


async def spawn(
    *, threads: int, environment: Mapping[str, str]
) -> tuple[asyncio.subprocess.Process, socket.socket]:
    """The process, and the server's end of its socket.

    It inherits one descriptor and none of the server's environment, where tokens and keys may be.
    Raises OSError where the system has no process to spare.
    """
    ours, theirs = socket.socketpair()
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "ml_serving.workers.child"),
            *(str(theirs.fileno()), str(os.getpid())),
            stdin=asyncio.subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=_environment(threads, environment),
        )
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    ours.setblocking(False)
    return process, ours


async def join(channel: Channel, ours: socket.socket) -> None:
    """From now on `channel` hears the worker."""
    await asyncio.get_running_loop().create_unix_connection(lambda: channel, sock=ours)


def _environment(threads: int, more: Mapping[str, str]) -> Mapping[str, str]:
    return {
        **dict.fromkeys(_POOLS, str(threads)),
        "PYTHONPATH": str(_ROOT),
        **more,
    }
