"""The bridge as a process: listens, carries over, beats, and comes back when the broker does."""

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress

import structlog

from api import bootstrap
from api.bridge.carry import Carrier
from api.bridge.keep_doors import BrokerDoors
from domains.care.public import homes
from domains.kernel.ids import UuidV7Ids
from infra.database import OUTAGES, open_database
from infra.device_keys import device_keys
from infra.mqtt.broker_notices import turned_away
from infra.mqtt.line import HomeLine, MqttError
from infra.mqtt.open_line import home_line
from infra.mqtt.topics import BROKER_NOTICES, EVERY_HOME
from infra.process_clock import process_clock
from infra.settings import Settings
from infra.telemetry.metrics import expose_metrics

log = structlog.get_logger()

AGAIN_S = (0.5, 1.0, 2.0, 5.0)
NOTICES_EVERY_S = 5.0


async def run(settings: Settings) -> None:
    """Carry messages until told to stop; what was not committed stays with the broker."""
    expose_metrics(settings.mqtt.metrics_port)
    async with open_database(settings.database):
        bridge = Bridge(settings)
        tasks = [asyncio.create_task(task) for task in bridge.tasks()]
        await _told_to_stop(tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Bridge:
    """One line at a time, and what goes on beside it."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._mqtt = settings, settings.mqtt
        self._clock, self._ids = process_clock(settings), UuidV7Ids()
        self._carrier = Carrier(
            bootstrap.home_door(settings, clock=self._clock, ids=self._ids),
            batch=self._mqtt.batch,
            gather_s=self._mqtt.gather_s,
        )
        self._line: HomeLine | None = None

    def tasks(self) -> Sequence[Coroutine[None, None, None]]:
        """All that a bridge does, each for ever."""
        doors = self._mqtt.passwords_file
        keeping = (
            []
            if doors is None
            else [BrokerDoors(self._mqtt, doors, keys=device_keys(self._settings)).keep()]
        )
        return [self._listen(), self._beat(), self._hear_notices(), *keeping]

    async def _listen(self) -> None:
        waits = iter(AGAIN_S)
        wait_s = next(waits)
        while True:
            try:
                async with self._open() as line:
                    waits = iter(AGAIN_S)
                    await self._carrier.carry(line)
            except MqttError as gone:
                log.warning("bridge.no_broker", error=str(gone))
            await asyncio.sleep(wait_s)
            wait_s = next(waits, wait_s)

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[HomeLine]:
        async with home_line(self._mqtt, name=self._mqtt.username) as line:
            await line.subscribe(EVERY_HOME, qos=1)
            with suppress(MqttError):
                await line.subscribe(BROKER_NOTICES, qos=0)
            self._line = line
            log.info("bridge.listens", broker=self._mqtt.url)
            try:
                yield line
            finally:
                self._line = None

    async def _beat(self) -> None:
        """Only while messages get through: silence of ours must not look like silence of homes."""
        while True:
            if self._line is not None and self._carrier.well:
                with suppress(*OUTAGES):
                    await homes.beat(homes.Source.BRIDGE, clock=self._clock)
            await asyncio.sleep(homes.BEAT_EVERY.total_seconds())

    async def _hear_notices(self) -> None:
        while True:
            await asyncio.sleep(NOTICES_EVERY_S)
            if self._line is not None:
                with suppress(*OUTAGES):
                    await self._note(list(turned_away(self._line.notices())))

    async def _note(self, names: Sequence[str]) -> None:
        suspicious = {(name, homes.Verdict.TURNED_AWAY): names.count(name) for name in set(names)}
        if suspicious:
            await homes.report_mistrust(suspicious, clock=self._clock, ids=self._ids)


async def _told_to_stop(tasks: Sequence["asyncio.Task[None]"]) -> None:
    """Or until a task ends, which none should: then its fault ends the process."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    stopped = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait({stopped, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    for task in done - {stopped}:
        task.result()
