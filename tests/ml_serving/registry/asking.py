"""Asks of the toy, and doors that hold it while it computes."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import orjson

from ml_serving.host import Answered, Ask, ModelHost, Outcome, Priority, RawInput

T = TypeVar("T")

SOON_S = 20.0
"""Longer than anything here takes, on the slowest machine."""


def ask(
    x: float = 1.0,
    *,
    do: str = "",
    gate: Path | None = None,
    version: str | None = None,
    deadline: float | None = None,
    priority: Priority | None = None,
) -> Ask:
    told: dict[str, Any] = {"x": x, "do": do, "gate": str(gate or "")}
    content = RawInput(orjson.dumps(told), "application/json")
    return Ask("toy", content, version=version, deadline=deadline, priority=priority)


def y_of(outcome: Outcome) -> float:
    assert isinstance(outcome, Answered), outcome
    return float(orjson.loads(outcome.answer)["y"])


async def until(holds: Callable[[], bool]) -> None:
    """Wait for what other processes do; fails when it takes too long."""
    async with asyncio.timeout(SOON_S):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


async def soon(awaited: Awaitable[T]) -> T:
    async with asyncio.timeout(SOON_S):
        return await awaited


class Door:
    """A FIFO that the toy reads to its end before it answers: shut until `open`."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path

    def is_knocked_at(self) -> bool:
        """Whether a worker stands before it."""
        try:
            self._hand = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            return False
        return True

    def open(self) -> None:
        os.close(self._hand)


async def hold(host: ModelHost, door: Door, **asked: Any) -> "asyncio.Task[Outcome]":
    """A worker that computes until the door opens."""
    held = asyncio.create_task(host.predict(ask(gate=door.path, **asked)))
    await until(door.is_knocked_at)
    return held


async def let_in(door: Door, held: "asyncio.Task[Outcome]") -> Outcome:
    """Whoever stands before the door, and whoever comes in the place of one that died there."""
    door.open()
    while not held.done():
        await until(lambda: held.done() or door.is_knocked_at())
        if not held.done():
            door.open()
    return held.result()


def batches(journal: Path) -> list[list[float]]:
    """What was computed after the golden cases: one list for each forward pass."""
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    return [line for line in lines if set(line) - {0.0, 3.0}]
