"""A drill moves the clock of a whole house: all read one file, and it jumps for all at once."""

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


def test_what_the_machine_dated_before_a_jump_keeps_its_time(tmp_path):
    clock = HouseClock(tmp_path / "shift")
    seen = SystemClock().now()
    clock.jump(seen + AN_HOUR)
    assert clock.when(seen.timestamp()) - seen < A_MOMENT
    later = SystemClock().now()
    assert abs(clock.when(later.timestamp()) - later - AN_HOUR) < A_MOMENT


def test_without_a_file_a_process_lives_by_its_machine(settings):
    assert isinstance(process_clock(settings), SystemClock)
