"""A link that breaks, hangs or knows little delays nobody else, and each call is tried again."""

from datetime import timedelta

from domains.care.cases import tell_119
from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from tests.care.cases.rescue import Odd

KIND = cases.ConcernKind
NOW = timedelta(0)


async def three_at_once(night, seniors) -> None:
    """Smoke, gas and SOS in three homes."""
    await night.worry.about(KIND.SMOKE)
    for kind in (KIND.GAS, KIND.SOS):
        await night.worry.about(kind, senior=await seniors.senior_of(f"이웃 {kind}"))
    await night.passes(NOW)


async def test_one_that_breaks_and_one_that_hangs_delay_nobody_else(
    night, call, seniors, monkeypatch
):
    monkeypatch.setattr(tell_119, "TRY_FOR", timedelta(milliseconds=50))
    await three_at_once(night, seniors)
    odd = Odd(raises={KIND.SMOKE}, hangs={KIND.GAS})
    assert await call(odd) == 3
    assert [event.kind for event in odd.heard] == [KIND.SOS]
    errors = {row.kind: row.last_error for row in await EmergencyCall.all()}
    assert errors == {KIND.SMOKE: "fault", KIND.GAS: "too_late", KIND.SOS: None}
    assert (await night.topics()).count("care.emergency_not_sent") == 2


async def test_each_has_a_next_try_of_its_own(night, call, seniors, clock):
    await three_at_once(night, seniors)
    odd = Odd(raises={KIND.SMOKE, KIND.GAS})
    await call(odd)
    odd.raises = {KIND.GAS}
    clock.advance(timedelta(seconds=5))
    assert await call(odd) == 2
    gas, smoke = await EmergencyCall.filter(kind__in=[KIND.GAS, KIND.SMOKE]).order_by("kind")
    assert smoke.taken_at == clock.now()
    assert gas.try_at == clock.now() + timedelta(seconds=10)


async def test_what_cannot_be_described_is_told_in_few_words(night, call, monkeypatch):
    async def broken(*_, **__):
        raise LookupError

    monkeypatch.setattr(tell_119, "describe_call", broken)
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    odd = Odd()
    await call(odd)
    (event,) = odd.heard
    assert (event.kind, event.address, event.is_complete) == (KIND.SMOKE, None, False)
    assert (await EmergencyCall.get()).taken_at is None, "it is told again, with the rest"


async def test_people_telephone_until_119_knows_where_to_go(night, call, monkeypatch, clock):
    """The link and the key store fall together; the link comes back first."""
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call(Odd(raises={KIND.SMOKE}))
    with monkeypatch.context() as broken:
        broken.setattr(tell_119, "describe_call", _no_keys)
        clock.advance(timedelta(minutes=1))
        await call(Odd())
    assert await told_of_119(night) == ["care.emergency_not_sent"]
    clock.advance(timedelta(minutes=1))
    await call(Odd())
    assert await told_of_119(night) == [
        "care.emergency_not_sent",
        "care.emergency_sent_after_all",
    ]


async def test_what_was_taken_in_few_words_and_failed_with_the_rest_is_told_in_the_end(
    night, call, monkeypatch, clock
):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    with monkeypatch.context() as broken:
        broken.setattr(tell_119, "describe_call", _no_keys)
        await call(Odd())
    for link in (Odd(raises={KIND.SMOKE}), Odd()):
        clock.advance(timedelta(minutes=1))
        await call(link)
    assert await told_of_119(night) == [
        "care.emergency_not_sent",
        "care.emergency_sent_after_all",
    ]


async def _no_keys(*_, **__):
    raise LookupError


async def told_of_119(night) -> list[str]:
    return [topic for topic in await night.topics() if topic.startswith("care.emergency_")]


async def test_who_is_asked_after_119_was_away_hears_that_it_was(night, call):
    """The call was tried before the step: until then only the control room knows."""
    await night.worry.about(KIND.SMOKE)
    await call(Odd(raises={KIND.SMOKE}))
    await night.passes(NOW)
    told = [topic for topic in await night.topics() if "emergency" in topic or "step" in topic]
    assert told == ["care.emergency_not_sent", "care.case_step_taken", "care.emergency_not_sent"]
