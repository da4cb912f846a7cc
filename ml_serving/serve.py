"""One server process, from its settings to its end: three listeners around one model host."""

import asyncio
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import formatdate
from functools import partial
from pathlib import Path
from typing import assert_never

from ml_serving.contract import Store
from ml_serving.host import ModelHost, NotRegistered, Registered
from ml_serving.http.inference import Inference
from ml_serving.http.limits import Limits
from ml_serving.http.listener import Listener, Plan, listen
from ml_serving.http.management.calls import Management
from ml_serving.http.management.guard import Guard
from ml_serving.http.management.later import Later
from ml_serving.http.management.source import Sources
from ml_serving.http.message import Answer
from ml_serving.http.oip.repository import Repository
from ml_serving.http.predict import Door
from ml_serving.http.telemetry import Telemetry
from ml_serving.metrics.exposition import Exposition
from ml_serving.metrics.tally import Tally
from ml_serving.settings import MANAGEMENT_LIMITS, METRICS_LIMITS, Address, Settings
from ml_serving.startup import Wanted

VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a server is told of the world. `announce` gets the three addresses once they are bound,
    `tell` a line for whoever runs it."""

    announce: Callable[["Bound"], None]
    tell: Callable[[object], None]
    hostname: str
    now: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Bound:
    """The addresses as they are, with the ports that were chosen."""

    inference: str
    management: str
    metrics: str


@dataclass(frozen=True, slots=True)
class Listeners:
    """The three of them."""

    inference: Listener
    management: Listener
    metrics: Listener

    async def drain(self) -> None:
        """The metrics go last: somebody may want to see the end."""
        await asyncio.gather(self.inference.drain(), self.management.drain())
        await self.metrics.drain()


async def serve(
    settings: Settings, store: Store, wanted: Sequence[Wanted], surroundings: Surroundings
) -> None:
    """Serve until SIGTERM or SIGINT, then answer what was asked and end every worker.

    Raises `OSError` when an address cannot be had.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    later = Later(surroundings.tell)
    async with ModelHost(store=store, settings=settings.host) as host:
        listeners = await _open(settings, host, store, later, wanted, surroundings)
        surroundings.announce(_bound(settings, listeners))
        loading = asyncio.create_task(_load(host, wanted, surroundings.tell))
        await stop.wait()
        loading.cancel()
        await later.end()
        await listeners.drain()
        await asyncio.gather(loading, return_exceptions=True)


async def _load(host: ModelHost, wanted: Sequence[Wanted], tell: Callable[[object], None]) -> None:
    """Every model that the server was started for, side by side."""
    async with asyncio.TaskGroup() as group:
        for each in wanted:
            group.create_task(_load_one(host, each, tell))


async def _load_one(host: ModelHost, wanted: Wanted, tell: Callable[[object], None]) -> None:
    try:
        outcome = await host.register(wanted.file_name, workers=wanted.workers)
    except OSError as unreachable:
        outcome = NotRegistered(str(unreachable))
    match outcome:
        case Registered(name=name, version=version):
            tell(f"ready: {name} {version}")
        case NotRegistered(reason=reason):
            tell(f"not ready: {wanted.file_name}: {reason}")
        case impossible:
            assert_never(impossible)


async def _open(
    settings: Settings,
    host: ModelHost,
    store: Store,
    later: Later,
    wanted: Sequence[Wanted],
    surroundings: Surroundings,
) -> Listeners:
    tally, guard = Tally(), Guard(settings.token)
    names = frozenset(each.name for each in wanted)
    door = Door(host, surroundings.now, settings.body_of, tally, names)
    repository = Repository(host, store, guard)
    sources = Sources(settings.store, settings.folders)
    opened = partial(_listen, surroundings=surroundings)
    inference = await opened(
        settings.inference,
        Inference(door, VERSION, repository),
        settings.limits,
        _by_target(settings.body_of),
    )
    management = await opened(
        settings.management,
        Management(host, sources, guard, later, repository, VERSION),
        MANAGEMENT_LIMITS,
        lambda _: MANAGEMENT_LIMITS.body_bytes,
    )
    exposition = Exposition(
        host,
        tally,
        hostname=surroundings.hostname,
        folder=Path.cwd(),
        statuses=[each.shared.statuses for each in (inference, management)],
    )
    metrics = await opened(settings.metrics, Telemetry(exposition), METRICS_LIMITS, lambda _: 0)
    return Listeners(inference, management, metrics)


async def _listen(
    address: Address,
    answer: Answer,
    limits: Limits,
    body_of: Callable[[bytes], int],
    *,
    surroundings: Surroundings,
) -> Listener:
    return await listen(
        Plan(
            host=address.host,
            port=address.port,
            answer=answer,
            limits=limits,
            body_of=body_of,
            date=partial(formatdate, usegmt=True),
            failed=surroundings.tell,
        )
    )


def _by_target(body_of: Callable[[str], int]) -> Callable[[bytes], int]:
    """The bound by the model that an address names: `/predictions/NAME`, `/v2/models/NAME/…`."""

    def bound(target: bytes) -> int:
        pieces = target.split(b"?", 1)[0].split(b"/", 4)
        at = 2 if pieces[1:2] == [b"predictions"] else 3
        return body_of(pieces[at].decode("latin-1") if len(pieces) > at else "")

    return bound


def _bound(settings: Settings, listeners: Listeners) -> Bound:
    def url(address: Address, listener: Listener) -> str:
        host = f"[{address.host}]" if ":" in address.host else address.host
        return f"http://{host}:{listener.port}"

    return Bound(
        url(settings.inference, listeners.inference),
        url(settings.management, listeners.management),
        url(settings.metrics, listeners.metrics),
    )
