""" "It was none" ends what somebody knew of, and no danger that came after it."""

from datetime import timedelta

from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from tests.care.cases.crossing import a_crossing
from tests.care.cases.rescue import heard

KIND = cases.ConcernKind
NOW, MINUTES = timedelta(0), timedelta(minutes=1)
OUT, TOUCHED = cases.FalseAlarm.WAS_OUT, cases.FalseAlarm.BY_MISTAKE


async def test_a_tap_that_waited_for_a_network_does_not_turn_119_round(
    night, rescue, call, seniors, clock
):
    """At two in a cellar it was a silence; at twenty past she presses SOS, and 119 sets out."""
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(20 * MINUTES)
    await night.worry.about(KIND.SOS, ago=NOW)
    await night.passes(NOW)
    await call()
    clock.advance(5 * MINUTES)
    case = await night.worry.case()
    late = await night.false_alarm(seniors.as_worker, OUT, ago=25 * MINUTES)
    assert late == cases.NoticedSince(case.id)
    assert (await night.worry.case()).ended_at is None
    assert await call() == 0
    ((told),) = await heard(rescue)
    assert told["ending"] is None
    assert (await EmergencyCall.get()).ending is None


async def test_nor_does_it_end_what_was_no_news(night, seniors, clock):
    """A detector that cries on since is no supper of five minutes ago."""
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await night.passes(5 * MINUTES)
    await night.worry.about(KIND.SMOKE, ago=NOW)
    refused = await night.false_alarm(seniors.as_worker, cases.FalseAlarm.COOKING, ago=MINUTES)
    assert isinstance(refused, cases.NoticedSince)
    assert not (await night.worry.concerns())[-1].is_news


async def test_what_happened_before_it_and_came_in_after_it_was_not_meant_either(night, seniors):
    """A backlog: she fell before the tap, of which nobody knew then."""
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(10 * MINUTES)
    await night.worry.about(KIND.FALL, ago=9 * MINUTES, late=True)
    refused = await night.false_alarm(seniors.as_worker, OUT, ago=5 * MINUTES)
    assert isinstance(refused, cases.NoticedSince)


async def test_who_has_seen_all_of_it_ends_it(night, seniors):
    await night.worry.about(KIND.SOS, ago=NOW)
    ended = await night.false_alarm(seniors.as_worker, TOUCHED)
    assert isinstance(ended, cases.CaseClosed)


async def test_a_client_that_says_no_moment_ends_no_danger_that_crosses_its_tap(
    night, seniors, clock
):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(MINUTES)
    await night.worry.about(KIND.SOS, ago=NOW)
    clock.advance(timedelta(seconds=20))
    crossed = await night.false_alarm(seniors.as_worker, OUT, ago=None)
    assert isinstance(crossed, cases.NoticedSince)
    clock.advance(timedelta(seconds=20))
    again = await night.false_alarm(seniors.as_worker, TOUCHED, ago=None)
    assert isinstance(again, cases.CaseClosed), "by now their screen shows it"


async def test_such_a_client_may_say_that_it_is_supper_while_the_detector_cries(
    night, seniors, clock
):
    for _ in range(4):
        await night.worry.about(KIND.SMOKE, ago=NOW)
        clock.advance(timedelta(seconds=25))
    ended = await night.false_alarm(seniors.as_guardian, cases.FalseAlarm.COOKING, ago=None)
    assert isinstance(ended, cases.CaseClosed)


async def test_a_phone_whose_clock_is_ahead_says_no_moment(night, seniors):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(MINUTES)
    await night.worry.about(KIND.FALL, ago=NOW)
    crossed = await night.false_alarm(seniors.as_worker, OUT, ago=-10 * MINUTES)
    assert isinstance(crossed, cases.NoticedSince)


async def test_what_is_raised_while_the_list_is_read_was_not_seen_on_it(
    night, seniors, clock, ids, database, settings
):
    """It waits for its commit, and is older by then than the list."""
    await night.worry.about(KIND.INACTIVITY)
    clock.advance(MINUTES)

    async def she_presses():
        await night.worry.about(KIND.SOS, ago=NOW)

    async with a_crossing(settings.database.url) as crossing, crossing.held_by(she_presses):
        (seen,) = (await cases.open_cases(seniors.as_worker, clock=clock, ids=ids)).shown
    assert seen.kind is KIND.INACTIVITY
    clock.advance(MINUTES)
    said = await night.false_alarm(seniors.as_worker, OUT, ago=clock.now() - seen.as_of)
    assert isinstance(said, cases.NoticedSince)
