"""The relay as a process: offers what is due, and sends the sweeps round."""

import asyncio
import signal
from datetime import timedelta

from domains.kernel.clock import SystemClock
from infra.database import open_database
from infra.queue.relay import Relay, Sweep
from infra.queue.valkey import open_queue_when_there
from infra.queue.wake import listening
from infra.settings import Settings
from infra.telemetry.metrics import expose_metrics

SWEEPS = (
    Sweep("deliver", timedelta(seconds=1)),
    Sweep("miss_arrivals", timedelta(seconds=5)),
    Sweep("plan_arrivals", timedelta(minutes=5)),
    Sweep("expire", timedelta(minutes=1)),
    Sweep("watch_deliveries", timedelta(seconds=15)),
    Sweep("keep_consents", timedelta(minutes=1)),
    Sweep("keep_rights", timedelta(minutes=1)),
    Sweep("build_exports", timedelta(seconds=5)),
    Sweep("rotate_keys", timedelta(minutes=10)),
    Sweep("seal_records", timedelta(seconds=30)),
    Sweep("turn_audit_months", timedelta(hours=6)),
    Sweep("keep_house", timedelta(hours=1)),
)
"""Jobs that look for due rows by themselves; see `api.worker`."""


async def run(settings: Settings) -> None:
    """Relay until told to stop."""
    expose_metrics(settings.relay.metrics_port)
    async with (
        open_database(settings.database),
        listening(settings.database) as wake,
        open_queue_when_there(settings.valkey) as queue,
    ):
        relay = Relay(queue=queue, wake=wake, settings=settings.relay, clock=SystemClock())
        async with asyncio.TaskGroup() as loops:
            tasks = [
                loops.create_task(relay.offer_forever()),
                loops.create_task(relay.watch_backlog_forever()),
            ]
            tasks += [loops.create_task(relay.sweep_forever(sweep)) for sweep in SWEEPS]
            await _told_to_stop()
            for task in tasks:
                task.cancel()


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    await stop.wait()
