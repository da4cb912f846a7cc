"""Seniors whose detectors tell of smoke, and what the emulators saw of it."""

import pickle
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.request import urlopen
from uuid import UUID

import orjson

from infra.benchmarks import counts
from infra.benchmarks.cues import Performer
from infra.benchmarks.figures import percentile
from infra.benchmarks.homes.settlement import Speaker
from infra.benchmarks.homes.stage import await_that, stored
from infra.benchmarks.house import House
from infra.chaos.care.found_dong import Senior
from infra.mqtt.mosquitto import LocalMosquitto

CALLS: Final = "SELECT id, senior_id FROM care.emergency_calls"


@dataclass(frozen=True, slots=True)
class Alarmed:
    """Seconds from the device's word to her guardian's phone, one a senior; what the load was."""

    waits: Sequence[float]
    handed_over: Sequence[float]
    load: str = ""

    def describe(self) -> str:
        told = f"{_marks(self.waits)}; 119: {_marks(self.handed_over)}"
        return f"{told} ({len(self.waits)} alarms{self.load})"


class Scene:
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


def _is_alarm(shown: Any) -> bool:
    return bool(shown["category"] == "safety")


def _marks(waits: Sequence[float]) -> str:
    marks = {"p50": 0.5, "p99": 0.99, "max": 1.0}
    return ", ".join(f"{name} {percentile(waits, at) * 1e3:,.0f} ms" for name, at in marks.items())
