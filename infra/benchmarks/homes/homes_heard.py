"""Ten thousand devices through mosquitto: our bridge beside a bare aiomqtt subscriber."""

import asyncio
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from infra.benchmarks.contest import Contestant, compete
from infra.benchmarks.cpu import CpuMeter
from infra.benchmarks.cues import Performer
from infra.benchmarks.figures import Row, Turn, ratio_of
from infra.benchmarks.homes.settlement import Speaker, settle
from infra.benchmarks.homes.stage import (
    PASSWORD,
    await_that,
    open_broker,
    start_bridge,
    stop_bridge,
    stored,
)
from infra.benchmarks.house import House, open_house
from infra.benchmarks.order import Order
from infra.home_settings import MqttSettings
from infra.mqtt.mosquitto import LocalMosquitto, mosquitto_program

MOST: Final = 1.8
DEVICES, SHORT_DEVICES = 10_000, 200
EACH, SHORT_EACH = 6, 5


def run(order: Order) -> Iterator[Row]:
    """Messages of one boot each turn; every one must lie in the table, once."""
    if mosquitto_program() is None:
        yield Row("homes_heard", "mosquitto is not installed: not measured")
        return
    with open_house() as house:
        speakers = settle(house, devices=order.sized(DEVICES, SHORT_DEVICES))
        with open_broker(house, speakers) as broker:
            yield _compete(house, broker, speakers, order)


def _compete(
    house: House, broker: LocalMosquitto, speakers: Sequence[Speaker], order: Order
) -> Row:
    each = order.sized(EACH, SHORT_EACH)
    load = _Load(house, broker, speakers, each=each)
    bridge = Contestant(lambda number: _by_bridge(house, broker, load, number))
    bare = Contestant(lambda number: _by_bare_subscriber(house, broker, load, number))
    compete([bridge, bare], repeats=order.repeats)
    expected = (order.repeats + 1) * each * len(speakers)
    for schema in ("care", "bench"):
        assert stored(house, schema) == expected, schema
    middle, least, most = ratio_of(bare.series, bridge.series)
    return Row(
        name=f"homes_heard, CPU ({len(speakers):,} devices, QoS 1, {expected:,} sent, 0 lost)",
        product=bridge.series.describe(),
        yardstick=bare.series.describe(),
        ratio=f"{middle:.2f} ({least:.2f}–{most:.2f})",
        goal=f"≤ {MOST}",
        met=middle <= MOST,
    )


class _Load:
    """A process with a connection for each device, for one turn."""

    def __init__(
        self, house: House, broker: LocalMosquitto, speakers: Sequence[Speaker], *, each: int
    ) -> None:
        self._house, self._broker, self.items = house, broker, each * len(speakers)
        self._each = each
        self._file = house.home / "speakers"
        self._file.write_bytes(pickle.dumps(list(speakers)))

    def perform(self, pid: int, stored: Callable[[], int], *, boot: int) -> Turn:
        """From the cue until the last message lies in the table."""
        arguments = (str(self._broker.port), str(self._file), str(boot), str(self._each))
        log = self._house.log_folder / "devices.log"
        devices = Performer("infra.benchmarks.homes.devices", *arguments, log=log)
        try:
            devices.await_ready()
            before = stored()
            meter = CpuMeter({"subject": pid, "postgres": self._house.postgres_pid})
            began = time.monotonic()
            devices.begin()
            seen = devices.findings()
            await_that(lambda: stored() - before == self.items)
            wall_s, spent = time.monotonic() - began, meter.spent()
        finally:
            devices.dismiss()
        return Turn(self.items, wall_s, spent["subject"], spent["postgres"], seen["cpu_s"])


def _by_bridge(house: House, broker: LocalMosquitto, load: _Load, number: int) -> Turn:
    pid = start_bridge(house, broker)
    try:
        return load.perform(pid, lambda: stored(house), boot=number + 1)
    finally:
        stop_bridge(house)
        _forget_session(broker)


def _by_bare_subscriber(house: House, broker: LocalMosquitto, load: _Load, number: int) -> Turn:
    chosen = MqttSettings()
    bare = Performer(
        "infra.benchmarks.homes.bare_subscriber",
        *(str(broker.port), house.database, str(chosen.batch), str(chosen.gather_s)),
        log=house.log_folder / "bare.log",
    )
    try:
        bare.await_ready()
        return load.perform(bare.pid, lambda: stored(house, "bench"), boot=number + 1)
    finally:
        bare.dismiss()


def _forget_session(broker: LocalMosquitto) -> None:
    """Whoever subscribes next must not share the broker with a session that nobody reads."""
    from aiomqtt import Client

    async def come_and_go() -> None:
        async with Client(
            "127.0.0.1", broker.port, username="bridge", password=PASSWORD, identifier="bridge"
        ):
            pass

    asyncio.run(come_and_go())
