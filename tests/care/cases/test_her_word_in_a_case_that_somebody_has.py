"""She asks for help, or to be called, while somebody has her case: they hear of it."""

from datetime import timedelta

from domains.care.models import Case
from domains.care.public import cases
from domains.kernel import timers

KIND, RUNG = cases.ConcernKind, cases.Rung
NOW = timedelta(0)
HOUR = timedelta(hours=1)
SOON = timedelta(minutes=10)


async def holder(night) -> set:
    return await cases.holder_of_case((await night.worry.case()).id, at=night.clock.now())


async def rings_in(night) -> timedelta:
    at = await timers.next_ring([cases.TOPIC])
    assert at is not None
    return at - night.clock.now()


async def help_is_asked_at(night, rung: cases.Rung) -> None:
    case = await night.worry.case()
    open_ = cases.CaseState.OPEN
    assert (case.kind, case.state, case.rung) == (KIND.ASKED_FOR_HELP, open_, rung)


async def test_help_passes_a_silence_however_far_that_has_climbed(night, seniors):
    """The control room has taken a missed check-in, and holds it for an hour: she was not spoken
    with, and now she is."""
    await night.worry.about(KIND.MISSED_CHECK_IN)
    await night.passes(timedelta(hours=2))
    assert (await night.worry.case()).rung is RUNG.CONFIRM
    await night.acknowledge(seniors.as_desk)
    await night.hold(seniors.as_desk, HOUR)
    await night.worry.about(KIND.ASKED_FOR_HELP, ago=NOW)
    await night.passes(NOW)
    await help_is_asked_at(night, RUNG.CONFIRM)


async def test_help_asks_119_for_nobody_a_second_time(night, seniors):
    """They are on the way to her silence: a human has said so."""
    await night.worry.about(KIND.MISSED_CHECK_IN)
    await night.passes(timedelta(hours=2))
    await night.confirm(seniors.as_desk)
    await night.acknowledge(seniors.as_desk)
    await night.worry.about(KIND.ASKED_FOR_HELP, ago=NOW)
    await night.passes(NOW)
    await help_is_asked_at(night, RUNG.WATCH)


async def test_who_has_her_case_hears_that_she_wants_to_be_called(night, seniors):
    await night.worry.about(KIND.INACTIVITY, cases.Level.CARE_WORKER)
    await night.passes(NOW)
    await night.acknowledge(seniors.as_worker)
    await night.hold(seniors.as_worker, HOUR)
    await night.worry.about(KIND.CALL_ME, ago=NOW)
    assert "care.case_she_asked" in await night.topics()
    assert await holder(night) == {seniors.worker}
    assert (await night.worry.case()).state is cases.CaseState.TAKEN, "nobody else is asked yet"
    assert await rings_in(night) == SOON, "and not an hour"


async def test_help_again_reaches_who_took_the_first(night, seniors):
    await night.worry.about(KIND.ASKED_FOR_HELP)
    await night.passes(NOW)
    await night.acknowledge(seniors.as_worker)
    await night.passes(timedelta(minutes=15))
    await night.worry.about(KIND.ASKED_FOR_HELP, ago=NOW)
    assert (await night.topics()).count("care.case_she_asked") == 1
    assert await rings_in(night) == timedelta(minutes=5), "who is due sooner stays due sooner"
    await night.passes(timedelta(minutes=5))
    assert (await night.worry.case()).state is cases.CaseState.OPEN


async def test_an_unclear_word_leaves_who_has_it_alone(night, seniors):
    await night.worry.about(KIND.ASKED_FOR_HELP)
    await night.passes(NOW)
    await night.acknowledge(seniors.as_worker)
    await night.worry.about(KIND.UNCLEAR_ANSWER, ago=NOW)
    assert "care.case_she_asked" not in await night.topics()


async def test_who_has_it_no_more_hears_nothing(night, seniors):
    await night.worry.about(KIND.ASKED_FOR_HELP)
    await night.passes(NOW)
    assert await holder(night) == set(), "nobody has it yet"
    await night.acknowledge(seniors.as_worker)
    assert await holder(night) == {seniors.worker}
    await Case.all().update(taken_by=night.ids.new())
    assert await holder(night) == set(), "neither tie nor office"
