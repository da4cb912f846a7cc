"""The models that a server was started for, loaded side by side while it already listens."""

import asyncio
from collections.abc import Callable, Sequence
from typing import assert_never

from ml_serving.host import ModelHost, NotRegistered, Registered
from ml_serving.http.management.reason import reason_of
from ml_serving.startup import Wanted


async def load_all(
    host: ModelHost,
    wanted: Sequence[Wanted],
    awaited: set[str],
    tell: Callable[[object], None],
) -> None:
    """Every model that the server was started for, side by side; who came is awaited no longer."""

    async def load(each: Wanted) -> None:
        if await _load_one(host, each, tell):
            awaited.discard(each.name)

    async with asyncio.TaskGroup() as group:
        for each in wanted:
            group.create_task(load(each))


async def _load_one(host: ModelHost, wanted: Wanted, tell: Callable[[object], None]) -> bool:
    try:
        outcome = await host.register(wanted.file_name, workers=wanted.workers)
    except OSError as unreachable:
        outcome = NotRegistered(str(unreachable))
    match outcome:
        case Registered(name=name, version=version):
            tell(f"ready: {name} {version}")
            return True
        case NotRegistered() as refused:
            tell(f"not ready: {wanted.file_name}: {reason_of(refused)}")
            return False
        case impossible:
            assert_never(impossible)
