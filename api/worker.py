"""A worker as a process: runs the jobs of `api.jobs`, and sends what is due, until told to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from random import SystemRandom
from typing import Any, cast

import structlog
from arq.worker import Worker, func

from api import bootstrap
from api.alarms_without_queue import alarms_without_queue
from api.emergency_calls import calling_119
from api.jobs import JOBS
from api.jobs.seals import Seals
from api.jobs.tools import Tools
from api.keys.rotation import key_rotation
from api.live_pages import LivePages
from api.looks_without_queue import looks_without_queue
from api.push_channels import open_channels
from api.reactions import Reactions
from api.timers import firing_timers
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids, UuidV7Ids
from infra.database import open_database, own_connections
from infra.emergency_119 import open_emergency_119
from infra.keys import open_keys
from infra.live import LiveFeed
from infra.model_client import open_models
from infra.object_store import open_object_store
from infra.process_clock import process_clock
from infra.queue.relay import OUTAGES
from infra.queue.valkey import QUEUE, redis_settings
from infra.seal_key import sealing_key
from infra.settings import Settings
from infra.telemetry.metrics import expose_metrics
from notifications.public import (
    Channels,
    Dispatcher,
    Halts,
    Means,
    Pages,
    advertising_bound,
    chains_of,
    operations,
)

log = structlog.get_logger()

RESTART_S = 1.0
FOR_SAFETY = 3
"""Database connections of each worker that alarms have to themselves."""


async def run(settings: Settings) -> None:
    """Work until told to stop; what is under way is finished first."""
    expose_metrics(settings.worker.metrics_port)
    clock, ids = process_clock(settings), UuidV7Ids()
    async with (
        open_database(settings.database),
        open_keys(settings) as personal_keys,
        firing_timers(settings.database, clock=clock, ids=ids),
        bootstrap.open_valkey(settings.valkey) as valkey,
        open_channels(settings, valkey=valkey, clock=clock, ids=ids) as channels,
        open_object_store(settings.objects) as objects,
        open_models(settings.models, dice=SystemRandom()) as models,
    ):
        live = LiveFeed(valkey)
        dispatcher = _dispatcher(settings, channels, live=live, clock=clock, ids=ids)
        erasers = bootstrap.registered_erasers(objects, clock=clock, ids=ids)
        retention, chains = bootstrap.retention(settings.commute), chains_of(settings.fallback)
        tools = Tools(
            clock=clock,
            ids=ids,
            dice=SystemRandom(),
            reactions=Reactions(clock, ids, retention, erasers.consents, chains),
            channels=channels,
            live=live,
            retention=retention,
            workshop=bootstrap.workshop(objects),
            seals=Seals(sealing_key(settings), objects),
            erasers=erasers,
            models=models,
            personal_keys=personal_keys,
            home_events_kept=timedelta(days=settings.homes.raw_kept_days),
            key_rotation=key_rotation(settings),
            nudge=dispatcher.nudge,
        )
        async with (
            _sending(settings, dispatcher, clock=clock, ids=ids),
            alarms_without_queue(tools),
            looks_without_queue(settings.database, tools),
            open_emergency_119(settings.emergency, clock=clock) as rescue,
            calling_119(settings.database, rescue, tools),
        ):
            await _work_until_stopped(settings, tools)


@asynccontextmanager
async def _sending(
    settings: Settings, dispatcher: Dispatcher, *, clock: Clock, ids: Ids
) -> AsyncIterator[None]:
    """While the block lasts: the engine runs, and operators see how it does."""
    with advertising_bound(bootstrap.opt_out_signer(settings)):
        async with (
            operations.Pulse(clock=clock, ids=ids).beating(),
            operations.telling(terms=bootstrap.push_terms(settings), clock=clock),
            dispatcher.running(drain_s=settings.worker.drain_s),
        ):
            yield


def _dispatcher(
    settings: Settings, channels: Channels, *, live: LiveFeed, clock: Clock, ids: Ids
) -> Dispatcher:
    """What sends: no job, so that it needs no Valkey."""
    means = Means(
        channels=channels, clock=clock, ids=ids, dice=SystemRandom(), halts=Halts(clock=clock)
    )
    apart = partial(own_connections, settings.database, at_most=FOR_SAFETY)
    return Dispatcher(means=means, pages=LivePages(Pages(ids=ids), live=live), apart=apart)


async def _work_until_stopped(settings: Settings, tools: Tools) -> None:
    """arq's worker ends when Valkey goes away: start another when it is back."""
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    stopped = asyncio.create_task(stop.wait())
    retiring: set[asyncio.Task[None]] = set()
    while not stop.is_set():
        worker = _worker(settings, tools)
        working = asyncio.create_task(worker.async_run())
        await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            await _drain(worker, working, settings)
        else:
            log.warning("worker.restarts", error=_fault_of(working))
            retiring.add(asyncio.create_task(_retire(worker)))
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(stopped), RESTART_S)
        retiring = {task for task in retiring if not task.done()}
    if retiring:
        await asyncio.wait(retiring, timeout=settings.worker.drain_s)


async def _retire(worker: Worker) -> None:
    """Let its jobs finish: they hold leases and rows, and need no Valkey. Then forget it."""
    await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
    await _close(worker)


def _fault_of(working: "asyncio.Task[None]") -> str:
    fault = None if working.cancelled() else working.exception()
    return type(fault).__name__


async def _drain(worker: Worker, working: "asyncio.Task[None]", settings: Settings) -> None:
    """Take no new job, finish those under way, at most as long as the settings allow."""
    worker.allow_pick_jobs = False
    running = list(worker.tasks.values())
    if running:
        await asyncio.wait(running, timeout=settings.worker.drain_s)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    await _close(worker)


async def _close(worker: Worker) -> None:
    with suppress(*OUTAGES):
        await worker.close()


def _worker(settings: Settings, tools: Tools) -> Worker:
    chosen = settings.worker
    return Worker(
        functions=[func(cast(Any, job), keep_result=0, max_tries=3) for job in JOBS],
        queue_name=QUEUE,
        redis_settings=redis_settings(settings.valkey),
        ctx={"tools": tools},
        max_jobs=chosen.max_jobs,
        poll_delay=chosen.poll_delay_s,
        job_timeout=chosen.job_timeout_s,
        handle_signals=False,
        keep_result=0,
        health_check_interval=30,
        log_results=False,
    )
