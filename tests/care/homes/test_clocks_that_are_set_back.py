"""A clock ran hours ahead, and then somebody, or NTP, sets it right while the device runs."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.care.homes.correct_clock import DeviceClock, hear, really_at_ms
from domains.care.homes.listening import home_deaf
from domains.care.homes.signs import BEGINNING
from domains.care.homes.vocabulary import Measure, Verdict
from tests.builders.heard import heard_of
from tests.builders.homes import SpeakingDevice

TAKEN, LATE = Verdict.TAKEN, Verdict.LATE
KOREAN_TIME_TAKEN_FOR_UTC = timedelta(hours=9)
BEAT = timedelta(minutes=5)
NOW = 1_780_000_000_000
MINUTE = 60_000
HOUR = 60 * MINUTE


@pytest.fixture
async def ahead(homes, door, clock) -> SpeakingDevice:
    device = await homes.device(await homes.home())
    device.wrong_by = KOREAN_TIME_TAKEN_FOR_UTC
    assert await door.take([device.says("heartbeat")]) == [TAKEN]
    clock.advance(BEAT)
    return device


async def test_smoke_after_it_was_set_right_is_of_now(ahead, door, clock, alarms):
    ahead.wrong_by = timedelta(0)
    assert await door.take([ahead.says("smoke", alarm=True)]) == [TAKEN]
    assert [(one.at, one.late) for one in alarms] == [(clock.now(), False)]


async def test_nor_is_the_home_deaf_from_then_on(ahead, door, clock):
    ahead.wrong_by, began = timedelta(0), clock.now()
    for _ in range(12):
        await door.take([ahead.says("heartbeat")])
        clock.advance(BEAT)
    assert await home_deaf(ahead.home_id, since=began, until=clock.now()) == ()


async def test_a_bridge_that_was_started_anew_in_between_notices_it_too(
    ahead, other_door, clock, alarms
):
    ahead.wrong_by = timedelta(0)
    assert await other_door.take([ahead.says("gas", alarm=True)]) == [TAKEN]
    assert [(one.measure, one.at) for one in alarms] == [(Measure.GAS, clock.now())]


async def test_what_is_repeated_from_before_does_not_bring_the_wrong_clock_back(
    ahead, door, clock, alarms
):
    overtaken = ahead.says("motion")
    ahead.wrong_by = timedelta(0)
    await door.take([ahead.says("heartbeat")])
    await door.take([overtaken])
    assert await door.take([ahead.says("smoke", alarm=True)]) == [TAKEN]


async def test_a_backlog_of_an_outage_in_which_it_was_set_right_is_never_of_before(
    ahead, door, clock
):
    """It was without a network for longer than its clock ran ahead: that its clock was set shows in
    what it kept, which by that clock was not yet when it was sent."""
    kept = [clock.now() + timedelta(hours=9), clock.now() + timedelta(hours=10)]
    clock.advance(timedelta(hours=11))
    ahead.wrong_by = timedelta(0)
    showed = [moment + KOREAN_TIME_TAKEN_FOR_UTC for moment in kept]
    await door.take([ahead.says("motion", at=moment) for moment in showed])
    assert await door.take([ahead.says("motion")]) == [TAKEN]
    assert (await heard_of(ahead.home_id, BEGINNING)).signs[-1].at == clock.now()


def listened(messages: Sequence[tuple[int, int, int]]) -> tuple[DeviceClock, list[int]]:
    """The clock after messages of (number, shown when sent, received), and how each was dated."""
    clock, dated = None, []
    for sequence, sent, received in messages:
        clock = hear(
            clock, boot=1, sequence=sequence, at_ms=sent, sent_ms=sent, received_ms=received
        )
        dated.append(really_at_ms(clock, boot=1, at_ms=sent, received_ms=received))
    return clock, dated


@settings(deadline=None)
@given(
    ahead=st.integers(-HOUR, 1000 * HOUR),
    set_back=st.integers(7 * MINUTE, 1000 * HOUR),
    travels=st.lists(st.integers(0, MINUTE), min_size=2, max_size=20),
    beats=st.data(),
)
def test_however_far_it_is_set_back_no_heartbeat_is_dated_before_it_was(
    ahead, set_back, travels, beats
):
    when = beats.draw(st.integers(1, len(travels) - 1))
    said, true = [], []
    for nr, travel in enumerate(travels):
        true.append(NOW + nr * 5 * MINUTE)
        shown = true[-1] + ahead - (set_back if nr >= when else 0)
        said.append((nr + 1, shown, true[-1] + travel))
    _, dated = listened(said)
    if ahead - set_back >= -15 * MINUTE + MINUTE:
        assert all(
            was <= at <= came for was, at, (_, _, came) in zip(true, dated, said, strict=True)
        )


@settings(deadline=None)
@given(order=st.permutations(range(8)), again=st.lists(st.integers(0, 7), max_size=8))
def test_in_whatever_order_they_come_and_come_again_the_next_one_is_dated_right(order, again):
    """Four were sent nine hours ahead, four by the right time; all came within the hour."""
    sent = [NOW + nr * 5 * MINUTE + (9 * HOUR if nr < 4 else 0) for nr in range(8)]
    came = [(nr + 1, sent[nr], NOW + HOUR) for nr in [*order, *again]]
    next_one = NOW + HOUR + 5 * MINUTE
    _, dated = listened([*came, (9, next_one, next_one)])
    assert dated[-1] == next_one
