"""From a smoke detector's word to its guardian's phone, while ten thousand devices speak.

Everything runs as a city has it: mosquitto, a bridge, a relay, a worker; the emulator is the push
service and 119. A second half of the seniors is alarmed under load, the first one at rest.
"""

import asyncio
import pickle
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.request import urlopen
from uuid import UUID

import orjson

from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.benchmarks import counts
from infra.benchmarks.cues import Performer
from infra.benchmarks.figures import Row, percentile
from infra.benchmarks.homes.settlement import Speaker, settle
from infra.benchmarks.homes.stage import await_that, open_broker, start_bridge, stored
from infra.benchmarks.house import House, open_house
from infra.benchmarks.order import Order
from infra.chaos.care.found_dong import Dong, Senior, found_dong
from infra.database import open_database
from infra.device_keys import device_keys
from infra.embedded import free_port
from infra.keys import open_keys, prepare_keys
from infra.mqtt.mosquitto import LocalMosquitto, mosquitto_program

DEVICES, SHORT_DEVICES = 10_000, 100
A_SECOND, SHORT_A_SECOND = 2_000, 50
"""Ten thousand devices with a word every five seconds: motion all over the city."""

SMOKERS, SHORT_SMOKERS = 100, 2
"""At rest, and as many again under load."""

SECONDS, SHORT_SECONDS = 60, 3


@dataclass(frozen=True, slots=True)
class Alarmed:
    """Seconds from the device's word to her guardian's phone, one a senior; what the load was."""

    waits: Sequence[float]
    handed_over: Sequence[float]
    load: str = ""

    def describe(self) -> str:
        told = f"{_marks(self.waits)}; 119: {_marks(self.handed_over)}"
        return f"{told} ({len(self.waits)} alarms{self.load})"


def run(order: Order) -> Iterator[Row]:
    """Each smoke is one case, one hand-over and one push to each who is asked."""
    if mosquitto_program() is None:
        yield Row("smoke_to_push", "mosquitto is not installed: not measured")
        return
    smokers = order.sized(SMOKERS, SHORT_SMOKERS)
    with open_house() as house:
        load = settle(house, devices=order.sized(DEVICES, SHORT_DEVICES))
        dong = asyncio.run(_found(house, 2 * smokers))
        seniors = list(dong.seniors.values())
        speakers = {senior.id: _speaker(senior) for senior in seniors}
        with open_broker(house, [*load, *speakers.values()]) as broker:
            _open(house, broker)
            scene = _Scene(house, broker, speakers, seconds=order.sized(SECONDS, SHORT_SECONDS))
            rate = order.sized(A_SECOND, SHORT_A_SECOND)
            at_rest = scene.alarm(seniors[:smokers], load=[], rate=0)
            under_load = scene.alarm(seniors[smokers:], load=load, rate=rate)
            _check_cases(house, seniors)
    yield _row(at_rest, under_load)


def _row(at_rest: Alarmed, under_load: Alarmed) -> Row:
    ratio = percentile(under_load.waits, 0.99) / percentile(at_rest.waits, 0.99)
    return Row(
        "smoke_to_push",
        under_load.describe(),
        f"at rest: {at_rest.describe()}",
        ratio=f"{ratio:.2f} of p99",
    )


async def _found(house: House, many: int) -> Dong:
    await prepare_keys(house.settings.keys, make_database=True)
    names = [f"senior {number}" for number in range(many)]
    async with open_database(house.settings.database), open_keys(house.settings):
        return await found_dong(
            names,
            with_device=names,
            keys=device_keys(house.settings),
            clock=SystemClock(),
            ids=UuidV7Ids(),
        )


def _speaker(senior: Senior) -> Speaker:
    assert senior.device is not None
    return Speaker(senior.device.device_id, senior.device.password, senior.device.signing_key)


def _open(house: House, broker: LocalMosquitto) -> None:
    house.start("emulate-push", answers_at=f"{house.emulator_url}/control/counters")
    house.start("relay")
    port = free_port()
    house.start(
        "worker",
        answers_at=f"http://127.0.0.1:{port}/metrics",
        settings={"OSAN__WORKER__METRICS_PORT": port},
    )
    start_bridge(house, broker)


class _Scene:
    """The house at work, and what its emulators say of it."""

    def __init__(
        self,
        house: House,
        broker: LocalMosquitto,
        speakers: Mapping[UUID, Speaker],
        *,
        seconds: int,
    ) -> None:
        self._house, self._broker, self._speakers = house, broker, speakers
        self._seconds = seconds

    def alarm(self, seniors: Sequence[Senior], *, load: Sequence[Speaker], rate: int) -> Alarmed:
        """Smoke at each of them; everything that was said must lie in the table in the end."""
        before = stored(self._house)
        seen = self._perform([self._speakers[one.id] for one in seniors], load, rate)
        await_that(lambda: stored(self._house) - before == seen["sent"] + len(seniors))
        told = {one.id: seen["told"][str(self._speakers[one.id].device_id)] for one in seniors}
        pushed = self._pushed({str(one.guardian): one.id for one in seniors})
        rescued = self._rescued(told)
        late = f"; {rate:,}/s, at most {seen['latest_s']:.2f} s late; {seen['sent']:,} sent, 0 lost"
        return Alarmed(
            waits=[pushed[one] - at for one, at in told.items()],
            handed_over=[rescued[one] - at for one, at in told.items()],
            load=late if load else "",
        )

    def _perform(self, smokers: Sequence[Speaker], load: Sequence[Speaker], rate: int) -> Any:
        files = [self._house.home / name for name in ("load", "smokers")]
        for file, speakers in zip(files, (load, smokers), strict=True):
            file.write_bytes(pickle.dumps(list(speakers)))
        devices = Performer(
            "infra.benchmarks.homes.smokers",
            *(str(self._broker.port), *map(str, files), str(rate), str(self._seconds)),
            log=self._house.log_folder / "smokers.log",
        )
        try:
            devices.await_ready()
            devices.begin()
            return devices.findings()
        finally:
            devices.dismiss()

    def _pushed(self, phones: Mapping[str, UUID]) -> Mapping[UUID, float]:
        """When each guardian's phone showed the alarm: one alarm, shown once."""

        def alarms() -> list[Any]:
            shown = self._ask("/control/shown")["shown"]
            return [one for one in shown if one["token"] in phones and _is_alarm(one)]

        await_that(lambda: len(alarms()) >= len(phones))
        found = alarms()
        assert len(found) == len(phones) == len({one["token"] for one in found}), found
        assert all(one["shown_times"] == 1 for one in found), found
        return {phones[one["token"]]: one["first_shown_at"] for one in found}

    def _rescued(self, seniors: Mapping[UUID, float]) -> Mapping[UUID, float]:
        """When 119 heard of each: one event, told once."""
        calls = {
            str(row["id"]): row["senior_id"]
            for row in counts.ask(self._house.database, CALLS)
            if row["senior_id"] in seniors
        }
        assert Counter(calls.values()) == Counter(dict.fromkeys(seniors, 1))
        await_that(lambda: calls.keys() <= self._dispatched().keys())
        heard = {call: self._dispatched()[call] for call in calls}
        assert all(one["times"] == 1 for one in heard.values()), heard
        return {calls[call]: one["at"] for call, one in heard.items()}

    def _dispatched(self) -> Mapping[str, Any]:
        return {one["event"]["event_id"]: one for one in self._ask("/control/119")}

    def _ask(self, path: str) -> Any:
        with urlopen(f"{self._house.emulator_url}{path}") as answer:
            return orjson.loads(answer.read())


CALLS: Final = "SELECT id, senior_id FROM care.emergency_calls"
CASES: Final = "SELECT senior_id, kind FROM care.cases"


def _is_alarm(shown: Any) -> bool:
    return bool(shown["category"] == "safety")


def _check_cases(house: House, seniors: Sequence[Senior]) -> None:
    """One case for each smoke, and none besides; 119 knows of them and of nothing else."""
    found = Counter((row["senior_id"], row["kind"]) for row in counts.ask(house.database, CASES))
    assert found == Counter((senior.id, "smoke") for senior in seniors), found
    assert len(counts.ask(house.database, CALLS)) == len(seniors)


def _marks(waits: Sequence[float]) -> str:
    marks = {"p50": 0.5, "p99": 0.99, "max": 1.0}
    return ", ".join(f"{name} {percentile(waits, at) * 1e3:,.0f} ms" for name, at in marks.items())
