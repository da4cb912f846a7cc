"""A process that is ours though we did not start it: how it ends, and how to end it."""

import asyncio
import contextlib
import os
import signal


class Offspring:
    """A child of this process by its pid. `ended` is its status, negative for a signal; it is
    reaped even if nobody waits."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._loop = asyncio.get_running_loop()
        self._handle = os.pidfd_open(pid)
        self.ended: asyncio.Future[int] = self._loop.create_future()
        self._loop.add_reader(self._handle, self._reap)

    def kill(self) -> None:
        """By the handle, so that nobody else is hit who got its number since."""
        if not self.ended.done():
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def _reap(self) -> None:
        self._loop.remove_reader(self._handle)
        os.close(self._handle)
        _, status = os.waitpid(self.pid, 0)
        self.ended.set_result(os.waitstatus_to_exitcode(status))
