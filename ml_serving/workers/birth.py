"""A worker's process and the socket to it."""

import asyncio
import socket

from ml_serving.workers.channel import Channel
from ml_serving.workers.nursery import Nursery
from ml_serving.workers.offspring import Offspring


async def born(nursery: Nursery) -> tuple[Offspring, socket.socket]:
    """The process, and the server's end of its socket.

    Cancelled, it leaves none: a worker whose socket is closed goes. Raises OSError where the
    system has no process to spare.
    """
    ours, theirs = socket.socketpair()
    birth = asyncio.ensure_future(asyncio.to_thread(_bear, nursery, theirs))
    try:
        pid = await asyncio.shield(birth)
    except BaseException:
        ours.close()
        birth.add_done_callback(_bury)
        raise
    ours.setblocking(False)
    return Offspring(pid), ours


async def join(channel: Channel, ours: socket.socket) -> None:
    """From now on `channel` hears the worker."""
    await asyncio.get_running_loop().create_unix_connection(lambda: channel, sock=ours)


def _bear(nursery: Nursery, theirs: socket.socket) -> int:
    with theirs:
        return nursery.bear(theirs)


def _bury(birth: "asyncio.Future[int]") -> None:
    if not birth.cancelled() and birth.exception() is None:
        Offspring(birth.result()).kill()
