"""What a bench of homes stands on: mosquitto as a city runs it, and one bridge before it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from infra.benchmarks import counts
from infra.benchmarks.homes.settlement import Speaker
from infra.benchmarks.house import House
from infra.mqtt.broker_passwords import Credential, line_of, write_lines
from infra.mqtt.mosquitto import LocalMosquitto

PASSWORD: Final = "for-benches"
WITHIN_S: Final = 120.0


@contextmanager
def open_broker(house: House, speakers: Sequence[Speaker]) -> Iterator[LocalMosquitto]:
    """It knows these devices, and the bridge."""
    home = Path(house.home) / "mosquitto"
    home.mkdir()
    broker = LocalMosquitto(home=home)
    known = [
        Credential("bridge", PASSWORD),
        *(Credential(str(one.device_id), one.password) for one in speakers),
    ]
    write_lines(map(line_of, known), broker.passwords)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


def start_bridge(house: House, broker: LocalMosquitto) -> int:
    """Its pid, once it listens."""
    own = {"OSAN__MQTT__URL": broker.url, "OSAN__MQTT__PASSWORD": PASSWORD}
    pid = house.start("bridge", settings=own)
    await_that(lambda: "bridge.listens" in _log(house))
    return pid


def stop_bridge(house: House) -> None:
    house.stop("bridge")
    (house.log_folder / "bridge.log").unlink()


def stored(house: House, schema: str = "care") -> int:
    """Messages in the table."""
    return int(counts.ask(house.database, f"SELECT count(*) FROM {schema}.sensor_events")[0][0])


def await_that(holds: Callable[[], bool]) -> None:
    """Raises TimeoutError."""
    give_up = time.monotonic() + WITHIN_S
    while not holds():
        if time.monotonic() > give_up:
            raise TimeoutError("messages were lost, or nobody listened")
        time.sleep(0.1)


def _log(house: House) -> str:
    file = house.log_folder / "bridge.log"
    return file.read_text(errors="replace") if file.exists() else ""
