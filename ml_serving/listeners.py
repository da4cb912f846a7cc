"""The three listeners around one model host, and what they answer with."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from functools import partial
from pathlib import Path

from ml_serving.contract import Store
from ml_serving.host import ModelHost
from ml_serving.http.inference import Inference
from ml_serving.http.limits import Limits
from ml_serving.http.listener import Listener, Plan, listen
from ml_serving.http.management.calls import Management
from ml_serving.http.management.guard import Guard
from ml_serving.http.management.later import Later
from ml_serving.http.management.source import Sources
from ml_serving.http.message import Answer, segments_of
from ml_serving.http.oip.repository import Repository
from ml_serving.http.predict import Door
from ml_serving.http.telemetry import Telemetry
from ml_serving.metrics.exposition import Exposition
from ml_serving.metrics.tally import Tally
from ml_serving.settings import MANAGEMENT_LIMITS, METRICS_LIMITS, Address, Settings

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


async def open_listeners(
    settings: Settings,
    host: ModelHost,
    store: Store,
    later: Later,
    awaited: set[str],
    surroundings: Surroundings,
) -> Listeners:
    tally, guard = Tally(), Guard(settings.token)
    door = Door(host, surroundings.now, settings.body_of, tally, awaited)
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
    """The bound by the model that an address names: `/predictions/NAME`, `/v2/models/NAME/…`,
    however it is spelt: who asks for the model is bound as the model is."""

    def bound(target: bytes) -> int:
        match segments_of(target):
            case ("predictions", name, *_) | ("v2", "models", name, *_):
                return body_of(name)
            case ("v1", "models", name):
                return body_of(name.partition(":")[0])
        return body_of("")

    return bound


def bound_to(settings: Settings, listeners: Listeners) -> Bound:
    def url(address: Address, listener: Listener) -> str:
        host = f"[{address.host}]" if ":" in address.host else address.host
        return f"http://{host}:{listener.port}"

    return Bound(
        url(settings.inference, listeners.inference),
        url(settings.management, listeners.management),
        url(settings.metrics, listeners.metrics),
    )
