"""A detector starts with a clock of last year: what it cries is heard, and what is over is not."""

from datetime import UTC, datetime, timedelta

import pytest

from domains.care.homes.expire_events import expire_events
from domains.care.homes.take_messages import RAW_KEPT
from domains.care.homes.vocabulary import Measure, Verdict
from domains.kernel import sql
from tests.builders.homes import SpeakingDevice

TAKEN, LATE, REPEATED = Verdict.TAKEN, Verdict.LATE, Verdict.REPEATED
SINCE_THE_FIRMWARE_WAS_BUILT = timedelta(days=200)


@pytest.fixture
async def detector(homes, door) -> SpeakingDevice:
    """Heard with a right clock, and then the power fails: it shows the day of its firmware."""
    device = await homes.device(await homes.home())
    await door.take([device.says("heartbeat")])
    device.restarts()
    device.wrong_by = -SINCE_THE_FIRMWARE_WAS_BUILT
    return device


async def test_smoke_of_now_is_of_now(detector, door, clock, alarms):
    assert await door.take([detector.says("smoke", alarm=True)]) == [TAKEN]
    (smoke,) = alarms
    assert (smoke.measure, smoke.at, smoke.late) == (Measure.SMOKE, clock.now(), False)


@pytest.mark.parametrize("kind", ["gas", "fall", "sos"])
async def test_so_is_every_other_alarm(detector, door, alarms, kind):
    said = {"alarm": True} if kind == "gas" else {}
    assert await door.take([detector.says(kind, **said)]) == [TAKEN]
    assert len(alarms) == 1


async def test_said_three_times_and_once_more_after_a_month_it_is_raised_once(
    detector, door, clock, alarms
):
    smoke = detector.says("smoke", alarm=True)
    assert await door.take([smoke, smoke, smoke]) == [TAKEN, REPEATED, REPEATED]
    clock.advance(timedelta(days=30))
    await expire_events(kept=RAW_KEPT, clock=clock)
    assert await door.take([smoke]) == [REPEATED]
    assert len(alarms) == 1


async def test_what_it_kept_for_an_hour_is_an_hour_old_and_late(detector, door, clock, alarms):
    burnt = clock.now()
    clock.advance(timedelta(hours=1))
    assert await door.take([detector.says("smoke", at=burnt, alarm=True)]) == [LATE]
    assert [(one.at, one.late) for one in alarms] == [(burnt, True)]


async def test_where_its_clock_was_set_before_it_could_speak_nothing_is_known_but_that_it_was(
    detector, door, clock, alarms
):
    smelt = clock.now() - SINCE_THE_FIRMWARE_WAS_BUILT
    clock.advance(timedelta(minutes=1))
    detector.wrong_by = timedelta(0)
    assert await door.take([detector.says("gas", at=smelt, alarm=True)]) == [LATE]
    assert [(one.at, one.late) for one in alarms] == [(clock.now(), True)]


async def test_all_else_of_such_a_clock_is_not_believed(detector, door):
    """A sign of life that is dated wrongly would keep people from her."""
    said = [detector.says("motion"), detector.says("smoke", alarm=False)]
    assert await door.take(said) == [Verdict.TOO_OLD] * 2


async def test_an_alarm_of_a_start_that_is_long_over_is_told_to_the_operators_and_not_raised(
    homes, door, other_door, clock, alarms
):
    """Its number is forgotten: nobody knows whether it was raised then. Not even by a door that
    has not heard of the later start itself."""
    device = await homes.device(await homes.home())
    smoke = device.says("smoke", alarm=True)
    assert await other_door.take([smoke]) == [TAKEN]
    device.restarts()
    await door.take([device.says("heartbeat")])
    clock.advance(RAW_KEPT + timedelta(days=1))
    await expire_events(kept=RAW_KEPT, clock=clock)
    for each in (door, other_door):
        assert await each.take([smoke]) == [Verdict.OLD_ALARM]
    assert len(alarms) == 1
    assert await _mistrusted() == [("old_alarm", 2)]


async def test_a_replay_of_a_start_whose_clock_was_never_set_is_told_and_not_raised(
    homes, door, clock, alarms
):
    """Nothing but its number says when it was, and that is forgotten."""
    device = await homes.device(await homes.home())
    device.wrong_by = datetime(1970, 1, 1, tzinfo=UTC) - clock.now()
    smoke, stirs = device.says("smoke", alarm=True), device.says("motion")
    assert await door.take([smoke, stirs]) == [TAKEN, TAKEN]
    device.restarts()
    in_a_backlog = device.says("smoke", alarm=True)
    device.restarts()
    await door.take([device.says("heartbeat")])
    clock.advance(RAW_KEPT + timedelta(days=1))
    await door.take([device.says("heartbeat")])
    await expire_events(kept=RAW_KEPT, clock=clock)
    assert await door.take([smoke, stirs]) == [Verdict.REPLAYED] * 2
    assert await _mistrusted() == [("replayed", 2)]
    assert len(alarms) == 1
    assert await door.take([in_a_backlog]) == [TAKEN], "of that start nothing was ever heard"


async def _mistrusted() -> list[tuple[str, int]]:
    rows = await sql.fetch("SELECT why, times FROM care.mistrusts")
    return [(row["why"], row["times"]) for row in rows]
