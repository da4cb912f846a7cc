"""What is over is not told to 119, or is called off: once, whenever its end comes."""

from datetime import timedelta

from domains.care import public as care
from domains.care.cases import tell_119
from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from tests.care.cases.rescue import Odd, behaves, heard

KIND = cases.ConcernKind
NOW = timedelta(0)


async def supper(night, seniors) -> None:
    ended = await night.false_alarm(seniors.as_guardian, cases.FalseAlarm.COOKING)
    assert isinstance(ended, cases.CaseClosed)


async def test_what_is_over_before_119_could_be_told_is_not_told(night, rescue, call, seniors):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await supper(night, seniors)
    assert await call() == 0
    assert await heard(rescue) == []


async def test_what_is_over_while_it_is_being_told_about_was_told_and_is_called_off(
    night, rescue, call, seniors
):
    """She marks it between the last look and the answer."""
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)

    async def marks() -> None:
        await supper(night, seniors)

    odd = Odd(before=marks)
    await call(odd)
    row = await EmergencyCall.get()
    assert (row.reference, row.ending) == ("119-1", cases.CallEnding.FALSE_ALARM)
    await call(odd)
    (ending,) = odd.ended
    assert (ending.call_id, ending.ending_id) == (row.id, row.ending_id)


async def test_what_is_over_between_the_claim_and_the_telling_is_not_told(
    night, call, seniors, monkeypatch
):
    describe = tell_119.describe_call

    async def slow(*which, **steady):
        event = await describe(*which, **steady)
        await supper(night, seniors)
        return event

    monkeypatch.setattr(tell_119, "describe_call", slow)
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    odd = Odd()
    await call(odd)
    row = await EmergencyCall.get()
    assert odd.heard == odd.ended == []
    assert (row.sent_at, row.dropped_at, row.ending) == (None, night.clock.now(), None)
    assert await call(odd) == 0


async def test_a_false_alarm_after_119_knows_turns_them_round_once(
    night, rescue, call, seniors, clock
):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    await supper(night, seniors)
    await behaves(rescue, "loses_answers", next=1)
    await call()
    clock.advance(timedelta(seconds=5))
    assert (await call(), await call()) == (1, 0)
    ((told),) = await heard(rescue)
    row = await EmergencyCall.get()
    assert (told["ending"]["how"], told["times"]) == ("FALSE_ALARM", 1)
    assert told["ending"]["ending_id"] == str(row.ending_id)
    assert row.ending_taken_at == clock.now()


async def test_119_hears_that_somebody_is_with_her_unless_it_is_119(night, rescue, call, seniors):
    for done, how in (
        (cases.ActKind.VISITED, "ALL_CLEAR"),
        (cases.ActKind.EMERGENCY_TOOK_OVER, None),
    ):
        await night.worry.about(KIND.SOS)
        await night.passes(NOW)
        await call()
        await night.act(seniors.as_worker, done)
        assert isinstance(await night.close(seniors.as_worker), cases.CaseClosed)
        await call()
        ending = (await heard(rescue))[-1]["ending"]
        assert (ending and ending["how"]) == how


async def test_a_call_that_nobody_took_before_the_end_is_not_made_after_it(
    night, rescue, call, seniors, clock
):
    """119 may have heard it all the same: it is called off, and never told anew."""
    await behaves(rescue, "loses_answers", next=1)
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    await supper(night, seniors)
    clock.advance(timedelta(minutes=1))
    await call()
    ((told),) = await heard(rescue)
    assert (told["times"], told["ending"]["how"]) == (1, "FALSE_ALARM")


async def test_who_has_left_is_told_of_to_nobody(night, call, seniors, clock, ids):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    (call_id,) = await cases.claim_calls(limit=5, clock=clock)
    await care.erase_person(seniors.senior, clock.now(), clock=clock, ids=ids)
    odd = Odd()
    assert await cases.tell_119(call_id, odd, clock=clock, ids=ids) is None
    assert odd.heard == odd.ended == []
