"""One message trips us up: the others are heard, and it is no stone in the broker's door for ever.

The door here is of glass: what it does with a message is what the test says.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from api.bridge.carry import Carrier
from domains.care.homes.judge_messages import Arrived
from domains.care.homes.vocabulary import Verdict
from infra.mqtt.line import Delivery
from infra.mqtt.topics import topic_of

SOON_S = (0.01, 0.01, 0.01)


@dataclass
class Door:
    """Falls over what `faults` says; takes all else."""

    faults: dict[bytes, Exception] = field(default_factory=dict)
    closed: Exception | None = None
    taken: list[bytes] = field(default_factory=list)
    tries: int = 0

    async def take(self, arrived: Sequence[Arrived]) -> list[Verdict]:
        self.tries += 1
        for fault in (self.closed, *(self.faults.get(one.payload) for one in arrived)):
            if fault is not None:
                raise fault
        self.taken += [one.payload for one in arrived]
        return [Verdict.TAKEN] * len(arrived)


class Line:
    """Brings what it is given, and keeps account of what was acknowledged."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[Delivery] = asyncio.Queue()
        self._number = 0
        self.acknowledged: list[bytes] = []

    def brings(self, *payloads: bytes) -> None:
        for payload in payloads:
            self._number += 1
            self._waiting.put_nowait(
                Delivery(topic_of("a-device").encode(), payload, False, self._number)
            )

    async def gather(self, *, at_most: int, within_s: float) -> list[Delivery]:
        batch = [await self._waiting.get()]
        while not self._waiting.empty() and len(batch) < at_most:
            batch.append(self._waiting.get_nowait())
        return batch

    def acknowledge(self, batch: Sequence[Delivery]) -> None:
        self.acknowledged += [one.payload for one in batch]


@pytest.fixture(autouse=True)
def _said() -> Iterator[None]:
    """A traceback takes seconds to draw, and waits here are short."""
    with capture_logs():
        yield


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def line(door) -> AsyncIterator[Line]:
    line = Line()
    carrier = Carrier(door, batch=50, gather_s=0, doubt_s=SOON_S)
    carrying = asyncio.create_task(carrier.carry(line))
    yield line
    carrying.cancel()
    await asyncio.gather(carrying, return_exceptions=True)


@pytest.fixture
def others_speak(line) -> Callable[[], Awaitable[None]]:
    async def speak() -> None:
        for _ in range(30):
            line.brings(b"motion")
            await asyncio.sleep(0.01)

    return speak


async def test_it_is_set_aside_once_others_got_through_and_it_never_did(door, line, others_speak):
    door.faults[b"poison"] = ValueError()
    line.brings(b"motion", b"poison", b"smoke")
    await others_speak()
    assert b"poison" in line.acknowledged
    assert {b"motion", b"smoke"} == set(door.taken)


async def test_it_is_tried_more_than_once_and_smoke_outlasts_a_fault_that_passes(
    door, line, others_speak
):
    door.faults[b"smoke"] = ValueError()
    line.brings(b"smoke", b"motion")
    await asyncio.sleep(0.015)
    door.faults.clear()
    await others_speak()
    assert door.taken.count(b"smoke") == 1
    assert line.acknowledged.count(b"smoke") == 1


async def test_while_nothing_at_all_gets_through_nothing_is_given_up(door, line, others_speak):
    """A release that forgot a migration looks like a fault in every message."""
    door.closed = ValueError()
    line.brings(b"smoke")
    await others_speak()
    assert line.acknowledged == []
    door.closed = None
    await asyncio.sleep(0.1)
    assert set(line.acknowledged) == set(door.taken) == {b"smoke", b"motion"}


async def test_an_outage_costs_a_doubtful_message_no_try(door, line, others_speak):
    door.faults[b"smoke"] = ValueError()
    line.brings(b"motion", b"smoke")
    await asyncio.sleep(0.005)
    door.faults[b"smoke"] = ConnectionError()
    await others_speak()
    assert b"smoke" not in line.acknowledged
    door.faults.clear()
    await asyncio.sleep(0.1)
    assert line.acknowledged.count(b"smoke") == door.taken.count(b"smoke") == 1


async def test_whoever_sends_thousands_of_them_gets_one_more_try_for_each(door):
    line = Line()
    door.faults = dict.fromkeys([b"1", b"2", b"3", b"4"], ValueError())
    carrier = Carrier(door, batch=50, gather_s=0, doubt_s=(0.1, 60), most_doubts=2)
    carrying = asyncio.create_task(carrier.carry(line))
    line.brings(*door.faults, b"motion")
    async with asyncio.timeout(30):
        while len(line.acknowledged) < 3:  # noqa: ASYNC110 - a line of glass rings no bell
            await asyncio.sleep(0.01)
    carrying.cancel()
    await asyncio.gather(carrying, return_exceptions=True)
    assert door.taken == [b"motion"]
