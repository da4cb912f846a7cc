"""Changes that their caller did not wait for."""

import asyncio
from collections.abc import Callable, Coroutine

from ml_serving.http.message import Response


class Later:
    """Holds each change until it is done; `tell` hears of those that were not possible."""

    def __init__(self, tell: Callable[[object], None]) -> None:
        self._tell = tell
        self._going: set[asyncio.Task[Response]] = set()

    def do(self, what: str, change: Coroutine[None, None, Response]) -> None:
        task = asyncio.get_running_loop().create_task(change, name=what)
        self._going.add(task)
        task.add_done_callback(self._done)

    async def end(self) -> None:
        """The server stops: what is not done stays undone."""
        for task in self._going:
            task.cancel()
        await asyncio.gather(*self._going, return_exceptions=True)

    def _done(self, task: asyncio.Task[Response]) -> None:
        self._going.discard(task)
        if task.cancelled():
            return
        fault = task.exception()
        if fault is not None or task.result().status >= 400:
            self._tell(f"{task.get_name()}: {fault or task.result().body.decode()}")
