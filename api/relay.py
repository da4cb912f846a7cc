"""The relay as a process: offers what is due, and sends the sweeps round."""

import asyncio
import signal

from api.jobs.sweeps import SWEEPS
from infra.database import open_database
from infra.process_clock import process_clock
from infra.queue.relay import Relay
from infra.queue.valkey import open_queue_when_there
from infra.queue.wake import listening
from infra.settings import Settings
from infra.telemetry.metrics import expose_metrics


async def run(settings: Settings) -> None:
    """Relay until told to stop."""
    expose_metrics(settings.relay.metrics_port)
    async with (
        open_database(settings.database),
        listening(settings.database) as wake,
        open_queue_when_there(settings.valkey) as queue,
    ):
        relay = Relay(
            queue=queue, wake=wake, settings=settings.relay, clock=process_clock(settings)
        )
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
