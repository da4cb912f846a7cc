"""119 hears what, where, whom to call and how to get in: once, whatever breaks on the way."""

from datetime import datetime, timedelta

from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from domains.kernel import sql
from infra.emergency_119.client import Nobody119
from tests.builders.care import ADDRESS, KEY_BOX
from tests.builders.telephones import prove_number
from tests.care.cases.rescue import behaves, heard

KIND = cases.ConcernKind
NOW = timedelta(0)


async def test_smoke_is_told_with_all_that_helps_and_by_no_human(night, rescue, call, seniors):
    await prove_number(seniors.guardian, "010-1234-5678", clock=night.clock, ids=night.ids)
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    assert await call() == 1
    ((told),) = await heard(rescue)
    event = told["event"]
    assert (event["event_type"], event["confirmed_by_human"]) == ("FIRE", False)
    assert event["person"]["name"] == "박복례"
    assert event["place"]["address"] == ADDRESS
    assert event["access"]["key_box_note"] == KEY_BOX
    assert event["contacts"] == [
        {"relation": "guardian", "name": "박효녀", "number": "+821012345678"}
    ]
    assert (await EmergencyCall.get()).reference == told["reference"]
    assert await call() == 0


async def test_the_key_box_stands_nowhere_but_there(night, call):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    (found,) = await sql.fetch(
        "SELECT count(*) AS n FROM kernel.outbox WHERE position($1 in payload) > 0",
        KEY_BOX.encode(),
    )
    assert found["n"] == 0
    assert "care.home.open" in [
        row["action"] for row in await sql.fetch("SELECT action FROM kernel.audit")
    ]


async def test_silence_waits_for_a_humans_word(night, rescue, call, seniors):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(timedelta(hours=3))
    assert await call() == 0
    await night.confirm(seniors.as_worker)
    await call()
    ((told),) = await heard(rescue)
    assert (told["event"]["event_type"], told["event"]["confirmed_by_human"]) == ("WELFARE", True)


async def test_an_answer_that_is_lost_is_one_dispatch(night, rescue, call, clock):
    await behaves(rescue, "loses_answers", next=1)
    await night.worry.about(KIND.SOS)
    await night.passes(NOW)
    await call()
    clock.advance(timedelta(seconds=5))
    await call()
    ((told),) = await heard(rescue)
    assert told["times"] == 2
    assert (await EmergencyCall.get()).taken_at is not None


async def test_while_119_is_away_people_are_told_to_telephone_once_and_it_goes_on(
    night, rescue, call, clock
):
    await behaves(rescue, "is_away")
    await night.worry.about(KIND.GAS)
    await night.passes(NOW)
    for _ in range(6):
        await call()
        clock.advance(timedelta(minutes=1))
    assert (await night.topics()).count("care.emergency_not_sent") == 1
    assert "care.emergency_sent_after_all" not in await night.topics()
    await behaves(rescue, "takes")
    for _ in range(2):
        await call()
        clock.advance(timedelta(minutes=1))
    assert len(await heard(rescue)) == 1
    assert (await night.topics()).count("care.emergency_sent_after_all") == 1


async def test_who_never_heard_of_a_failure_hears_of_no_success(night, rescue, call):
    await night.worry.about(KIND.GAS)
    await night.passes(NOW)
    await call()
    assert len(await heard(rescue)) == 1
    assert "care.emergency_sent_after_all" not in await night.topics()


async def test_a_try_that_died_with_its_worker_hides_no_failure(night, rescue, call, clock):
    await behaves(rescue, "is_away")
    await night.worry.about(KIND.GAS)
    await night.passes(NOW)
    await EmergencyCall.all().update(tries=1)  # claimed, and killed before it could say anything
    await call()
    assert (await night.topics()).count("care.emergency_not_sent") == 1


async def test_a_house_without_a_link_lets_people_telephone(night, call):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call(Nobody119())
    assert "care.emergency_not_sent" in await night.topics()


async def test_gas_after_smoke_is_told_apart(night, rescue, call):
    first = await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    assert await night.worry.about(KIND.GAS) == first, "one episode"
    await night.passes(NOW)
    await call()
    assert {told["event"]["event_type"] for told in await heard(rescue)} == {"FIRE", "GAS"}
    await night.worry.about(KIND.SMOKE)
    await night.worry.about(KIND.GAS)
    await night.passes(NOW)
    assert await call() == 0, "each of them once"
    rungs = [rung for rung, _ in await night.steps()]
    assert rungs == [cases.Rung.HAND_OVER] * 2


async def test_each_call_says_when_its_own_danger_was_noticed(night, rescue, call, clock):
    """The link is down while she presses the button: of the smoke 119 hears when it smoked."""
    smoked_at = clock.now()
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await night.passes(timedelta(minutes=4))
    pressed_at = clock.now()
    await night.worry.about(KIND.SOS, ago=NOW)
    await night.passes(NOW)
    await call()
    when = {t["event"]["event_type"]: t["event"]["occurred_at"] for t in await heard(rescue)}
    assert {kind: datetime.fromisoformat(at) for kind, at in when.items()} == {
        "FIRE": smoked_at,
        "SOS": pressed_at,
    }


async def test_smoke_that_goes_on_was_noticed_when_it_began(night, rescue, call, clock):
    """Nobody could be told at first; the detector cries again meanwhile."""
    smoked_at = clock.now()
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await night.passes(timedelta(minutes=4))
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await call()
    ((told),) = await heard(rescue)
    assert datetime.fromisoformat(told["event"]["occurred_at"]) == smoked_at


async def test_smoke_now_is_told_though_119_knows_of_smoke_in_a_backlog(night, rescue, call):
    """A device was away for two days: what it cried then, and what it cries now."""
    await night.worry.about(KIND.SMOKE, ago=timedelta(days=2), late=True)
    await night.passes(NOW)
    await call()
    await night.acknowledge(night.seniors.as_worker)
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await night.passes(NOW)
    assert await call() == 1
    assert [told["event"]["late"] for told in await heard(rescue)] == [True, False]
    assert (await night.steps())[-1][0] is cases.Rung.HAND_OVER
    assert (await night.worry.case()).state is cases.CaseState.OPEN, "they hear of it anew"


async def test_a_backlog_calls_nobody_twice(night, call):
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await night.passes(NOW)
    await call()
    await night.worry.about(KIND.SMOKE, ago=timedelta(days=2), late=True)
    await night.worry.about(KIND.SMOKE, ago=timedelta(days=1), late=True)
    await night.passes(NOW)
    assert await call() == 0


async def test_the_button_of_the_evening_is_not_that_of_the_morning(night, rescue, call, seniors):
    """The morning's case was never closed."""
    await night.worry.about(KIND.SOS, ago=NOW)
    await night.passes(NOW)
    await call()
    await night.acknowledge(seniors.as_worker)
    await night.hold(seniors.as_worker, timedelta(hours=1))
    await night.passes(timedelta(minutes=40))
    await night.worry.about(KIND.SOS, ago=NOW)
    await night.passes(NOW)
    assert await call() == 1
    assert len(await heard(rescue)) == 2


async def test_who_was_spoken_with_and_presses_again_is_heard_again(night, rescue, call, seniors):
    await night.worry.about(KIND.SOS, ago=NOW)
    await night.passes(timedelta(minutes=2))
    await call()
    await night.act(seniors.as_worker, cases.ActKind.SPOKE_WITH_HER)
    await night.passes(timedelta(minutes=2))
    await night.worry.about(KIND.SOS, ago=NOW)
    await night.passes(NOW)
    await call()
    assert len(await heard(rescue)) == 2


async def test_what_comes_again_while_119_is_away_is_one_call(night, rescue, call, clock):
    await behaves(rescue, "is_away")
    await night.worry.about(KIND.SOS, ago=NOW)
    await night.passes(NOW)
    await call()
    await night.passes(timedelta(minutes=15))
    pressed_at = clock.now()
    await night.worry.about(KIND.SOS, ago=NOW)
    await night.passes(NOW)
    await behaves(rescue, "takes")
    await call()
    ((told),) = await heard(rescue)
    assert datetime.fromisoformat(told["event"]["occurred_at"]) == pressed_at


async def test_a_second_fall_asks_her_again_first(night, rescue, call, seniors):
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(timedelta(minutes=2))
    await call()
    await night.acknowledge(seniors.as_worker)
    await night.act(seniors.as_worker, cases.ActKind.VISITED)
    await night.passes(timedelta(minutes=5))
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(timedelta(minutes=2))
    await call()
    rungs = [rung for rung, _ in await night.steps()]
    assert rungs == [cases.Rung.COMPANION, cases.Rung.HAND_OVER] * 2
    assert len(await heard(rescue)) == 2


async def test_smoke_and_gas_in_one_breath_are_two_calls(night, rescue, call):
    await night.worry.about(KIND.SMOKE)
    await night.worry.about(KIND.GAS)
    await night.worry.about(KIND.SOS)
    await night.passes(NOW)
    assert await call() == 3
    types = {told["event"]["event_type"] for told in await heard(rescue)}
    assert types == {"FIRE", "GAS", "SOS"}


async def test_119_learns_where_she_lives_though_her_consent_has_run_out(
    night, rescue, call, seniors, clock
):
    await prove_number(seniors.guardian, "010-1234-5678", clock=night.clock, ids=night.ids)
    await sql.execute(
        "UPDATE consent.standing SET purposes = '{}' WHERE subject_id = $1", seniors.senior
    )
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call()
    ((told),) = await heard(rescue)
    assert told["event"]["place"]["address"] == ADDRESS
    assert told["event"]["access"]["key_box_note"] == KEY_BOX
    assert [each["relation"] for each in told["event"]["contacts"]] == ["guardian"]
    (trace,) = await sql.fetch("SELECT why FROM kernel.audit WHERE action LIKE 'care.home.open%'")
    assert trace["why"] == "emergency"
    (opened,) = await sql.fetch(
        "SELECT count(*) AS n FROM kernel.audit WHERE action = 'care.home.open_in_danger'"
    )
    assert opened["n"] == 1


async def test_who_does_not_know_the_word_tells_119_nothing(rescue):
    stranger = await rescue.post("/v1/events", json={}, headers={"authorization": "Bearer no"})
    assert stranger.status_code == 401
