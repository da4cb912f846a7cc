"""A drill moves the clock of a whole house: all read one file, and it jumps for all at once."""

import asyncio
from datetime import timedelta

from domains.kernel.clock import SystemClock
from infra.chaos.care.house_clock import HouseClock
from infra.process_clock import ShiftedClock, process_clock

AN_HOUR = timedelta(hours=1)
A_MOMENT = timedelta(seconds=5)


def test_whoever_reads_the_file_is_an_hour_ahead_at_once(tmp_path):
    ours = HouseClock(tmp_path / "shift")
    theirs, before = ShiftedClock(tmp_path / "shift"), SystemClock().now()
    assert abs(theirs.now() - before) < A_MOMENT
    ours.jump(before + AN_HOUR)
    assert abs(theirs.now() - before - AN_HOUR) < A_MOMENT
    assert abs(theirs.now() - ours.now()) < A_MOMENT


def test_time_never_goes_back(tmp_path):
    clock = HouseClock(tmp_path / "shift")
    clock.jump(clock.now() + AN_HOUR)
    ahead = clock.now()
    clock.jump(ahead - AN_HOUR)
    assert clock.now() >= ahead


async def test_whoever_sleeps_by_it_is_woken_by_a_jump(tmp_path):
    clock = HouseClock(tmp_path / "shift")
    assert (clock.asleep, clock.next_alarm) == (0, None)
    nap = asyncio.create_task(clock.sleep(AN_HOUR.total_seconds()))
    await asyncio.sleep(0)
    assert clock.asleep == 1
    clock.jump(clock.next_alarm)
    await asyncio.wait_for(nap, timeout=A_MOMENT.total_seconds())
    assert clock.asleep == 0


def test_without_a_file_a_process_lives_by_its_machine(settings):
    assert isinstance(process_clock(settings), SystemClock)
