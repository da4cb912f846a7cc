"""One server process, from its settings to its end."""

import asyncio
import signal
from collections.abc import Sequence

from ml_serving.contract import Store
from ml_serving.host import ModelHost
from ml_serving.http.management.later import Later
from ml_serving.listeners import Surroundings, bound_to, open_listeners
from ml_serving.loading import load_all
from ml_serving.settings import Settings
from ml_serving.startup import Wanted


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
        awaited = {each.name for each in wanted}
        listeners = await open_listeners(settings, host, store, later, awaited, surroundings)
        surroundings.announce(bound_to(settings, listeners))
        loading = asyncio.create_task(load_all(host, wanted, awaited, surroundings.tell))
        await stop.wait()
        loading.cancel()
        await later.end()
        await listeners.drain()
        await asyncio.gather(loading, return_exceptions=True)
