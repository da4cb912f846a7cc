"""More arrives than the database takes: what waits is bounded, and the rest is told to return."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from api.rest.ingest import commute_door
from api.rest.ingest.commute_door import CommuteDoor
from api.rest.ingest.door import Taken, TooMany
from domains.commute import public as commute
from domains.commute.public import Report, ReportedFix
from domains.identity.public import DeviceCredential
from domains.kernel.clock import SimulatedClock
from domains.kernel.errors import Unavailable
from infra.coalescing import Coalescer, Overloaded
from infra.rate_limit import Allowance, Pace
from tests.ingest.conftest import MINA_PHONE, NOW

MINA = UUID("01900000-0000-7000-8000-00000000000a")
FIX = ReportedFix(0, NOW, 37.15, 127.07, 10.0, None)


UNHURRIED = Pace(Allowance(per_s=1, burst=1000), SimulatedClock(NOW))


class SlowDatabase:
    """Takes reports in, but not before it is let."""

    def __init__(self) -> None:
        self.awake = asyncio.Event()

    async def take(self, reports: Sequence[Report]) -> list[commute.Taken]:
        await self.awake.wait()
        return [commute.Taken(len(report.fixes), ()) for report in reports]


@pytest.fixture
def slow() -> SlowDatabase:
    return SlowDatabase()


async def test_a_tracker_is_told_when_and_an_app_that_we_are_not_available(slow, monkeypatch):
    monkeypatch.setattr(commute_door, "WAITING", 10)
    door = CommuteDoor(slow, pace=UNHURRIED)
    written = asyncio.create_task(door.report(Report(MINA, [FIX])))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting = asyncio.create_task(door.report(Report(MINA, [FIX] * 9)))
    await asyncio.sleep(0)

    with pytest.raises(Unavailable):
        await door.report(Report(MINA, [FIX]))
    assert isinstance(await door.accept(credential=MINA_PHONE, fixes=[FIX]), TooMany)

    slow.awake.set()
    assert (await written, await waiting) == (commute.Taken(1, ()), commute.Taken(9, ()))
    assert await door.accept(credential=MINA_PHONE, fixes=[FIX] * 9) == Taken(9)


async def test_what_waits_is_counted_by_its_weight():
    async def write(items: Sequence[int]) -> Sequence[int]:
        return items

    crowd = Coalescer[int, int](write, largest=2, waiting=10, weigh=lambda item: item)

    answers = await asyncio.gather(
        *(crowd.submit(weight) for weight in (4, 4, 4)), return_exceptions=True
    )

    assert answers[:2] == [4, 4]
    assert isinstance(answers[2], Overloaded)
    assert await crowd.submit(10) == 10


async def test_a_device_that_never_stops_is_asked_to_wait_and_no_other(slow):
    slow.awake.set()
    clock = SimulatedClock(NOW)
    door = CommuteDoor(slow, pace=Pace(Allowance(per_s=2, burst=3), clock))
    for _ in range(3):
        assert await door.accept(credential=MINA_PHONE, fixes=[FIX]) == Taken(1)

    assert await door.accept(credential=MINA_PHONE, fixes=[FIX]) == TooMany(1)
    impostor = DeviceCredential(MINA_PHONE.device_id, "another secret")
    assert await door.accept(credential=impostor, fixes=[FIX]) == Taken(1)

    clock.advance(timedelta(seconds=0.5))
    assert await door.accept(credential=MINA_PHONE, fixes=[FIX]) == Taken(1)
