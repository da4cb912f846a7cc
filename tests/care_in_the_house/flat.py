"""A flat with its devices: what they have to say until a moment, signed, and what waits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from heapq import merge
from random import Random
from typing import Any, Final
from uuid import UUID

from domains.care.homes.judge_messages import Arrived
from domains.care.public import cases
from tests.builders.homes import SpeakingDevice
from tests.care_in_the_house.home import Home

BEAT_MS: Final = 5 * 60_000
OTHERS_BEAT_EVERY: Final = 48
"""Beats of the first device for one of each other: batteries last longer so."""
TWICE: Final = 0.005
"""So many messages are delivered again: nobody had heard that they came."""
THERMOMETER: Final = "thermometer"
ALARMS: Final = {
    cases.ConcernKind.SMOKE: {"alarm": True},
    cases.ConcernKind.GAS: {"alarm": True},
    cases.ConcernKind.FALL: {},
    cases.ConcernKind.SOS: {},
}
Said = tuple[int, str, str, dict[str, Any]]
"""When, by which device, of which kind, and the rest."""


@dataclass
class Flat:
    """`gone` are spans in which she causes nothing: she lies, or is in hospital. `held` and
    `doors_shut` are when messages wait. `sent` counts numbers, `again` messages that came twice.
    `spots` is where each device hangs, as the house knows it."""

    home: Home
    senior: UUID
    home_id: UUID
    devices: dict[str, SpeakingDevice]
    spots: dict[str, UUID]
    held: Sequence[tuple[int, int]]
    doors_shut: Sequence[tuple[int, int]]
    random: Random
    gone: list[tuple[int, int]] = field(default_factory=list)
    sent: int = 0
    readings: int = 0
    again: int = 0
    _repeats: list[Arrived] = field(default_factory=list)
    _coming: Iterator[Said] | None = None
    _next: Said | None = None

    def waits(self, now: int) -> bool:
        """Whether nothing gets out, or in, at a moment."""
        return any(since <= now < until for since, until in (*self.held, *self.doors_shut))

    def says(self, now: int) -> list[Arrived]:
        """All that comes in now: everything since it last came, in the order in which it was."""
        if self.waits(now):
            return []
        repeats, self._repeats = self._repeats, []
        fresh = [self._signed(said) for said in self._due(now)]
        self.again += len(repeats)
        self._repeats = [
            each._replace(repeat=True) for each in fresh if self.random.random() < TWICE
        ]
        return [*repeats, *fresh]

    def alarm_after(self, now: int) -> int | None:
        """When something that rings comes in next."""
        return min((each for _, each, _ in self.alarms_come_in() if each > now), default=None)

    def rang(self, now: int) -> bool:
        """Whether something that rings came in within the minute before."""
        return any(now - 60_000 < each <= now for _, each, _ in self.alarms_come_in())

    def alarms_come_in(self) -> list[tuple[int, int, str]]:
        """When it was, when it comes in, and what."""
        return self._alarms_by_time

    @cached_property
    def _alarms_by_time(self) -> list[tuple[int, int, str]]:
        return [(at, self._comes_in(at), kind) for at, _, kind, _ in self._alarms()]

    def _comes_in(self, at: int) -> int:
        for since, until in sorted([*self.held, *self.doors_shut]):
            at = until if since <= at < until else at
        return at

    def _due(self, now: int) -> Iterator[Said]:
        if self._coming is None:
            self._coming = self._all()
            self._next = next(self._coming, None)
        while self._next is not None and self._next[0] <= now:
            said, self._next = self._next, next(self._coming, None)
            if said[2] == "restart":
                self.devices[said[1]].restarts()
            elif not (said[3].pop("by_people", False) and self._is_gone(said[0])):
                yield said

    def _is_gone(self, at: int) -> bool:
        return any(since <= at < until for since, until in self.gone)

    def _signed(self, said: Said) -> Arrived:
        at, device, kind, more = said
        self.sent += 1
        self.readings += kind != "heartbeat"
        when = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=at)
        return self.devices[device].says(kind, at=when, **more)

    def _all(self) -> Iterator[Said]:
        whole = (self._signs(), self._climate(), self._beats(), self._alarms(), self._restarts())
        return merge(*whole, key=lambda said: said[0])

    def _signs(self) -> Iterator[Said]:
        told, is_on = self.home.told, dict.fromkeys(self.home.told["sensors"], False)
        for at, sensor, by in zip(told["at"], told["sensor"], told["by_people"], strict=True):
            name = told["sensors"][sensor]
            is_on[name] = not is_on[name]
            said = {"pir": {}, "contact": {"open": is_on[name]}, "plug": {"on": is_on[name]}}
            kind = {"pir": "motion", "contact": "door", "plug": "power"}[name.split("-")[0]]
            yield at, name, kind, {"by_people": bool(by), **said[name.split("-")[0]]}

    def _climate(self) -> Iterator[Said]:
        for at, celsius in self.home.told["climate"]:
            yield at, THERMOMETER, "climate", {"celsius": celsius}

    def _beats(self) -> Iterator[Said]:
        since, (first, *others) = self.home.told["since"], self.devices
        for number in range(self.home.told["days"] * 288):
            at = since + number * BEAT_MS
            if self.home.is_out_of_reach(at):
                continue
            yield at, first, "heartbeat", {"battery": 90}
            if number % OTHERS_BEAT_EVERY == 0:
                yield from ((at, other, "heartbeat", {"battery": 80}) for other in others)

    def _alarms(self) -> Iterator[Said]:
        """A sensor goes on ringing until it is heard: what an outage swallowed is told after it."""
        for each in self.home.incidents:
            if each.kind in ALARMS:
                yield self._heard_at(each.at), each.kind.value, each.kind.value, ALARMS[each.kind]

    def _heard_at(self, at: int) -> int:
        for since, until in self.home.told["outages"]:
            at = int(until) if since <= at < until else at
        return at

    def _restarts(self) -> Iterator[Said]:
        """After each outage the first device begins to count anew."""
        first = next(iter(self.devices))
        for _, until in self.home.told["outages"]:
            yield until, first, "restart", {}
