"""Hospital: everything is quiet until the day that was said, and begins again by itself."""

from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.models import Pause
from domains.kernel.actor import Actor
from tests.builders.care import tie
from tests.stories.care.documents import HERS, PAUSE, RESUME
from tests.stories.house import everything, node

WEEK = timedelta(days=7)


async def paused(seniors, actor, until, reason=care.PauseReason.HOSPITAL):
    return await care.pause_care(
        actor,
        senior_id=seniors.senior,
        reason=reason,
        until=until,
        clock=seniors.town.clock,
        ids=seniors.town.ids,
    )


async def test_it_ends_by_itself_and_her_guardians_hear_both(city, seniors, ring):
    await city.settle()  # that her care has begun is told
    hers = await city.gives_phone(seniors.senior, "bokrye")
    daughters = await city.gives_phone(seniors.guardian, "hyonyeo")
    until = city.clock.now() + WEEK
    assert isinstance(await paused(seniors, seniors.as_guardian, until), care.people.Paused)
    await city.settle()
    assert (await seniors.plan()).paused_until == until
    assert len(daughters.history) == len(hers.history) == 1, "she hears what was said for her"

    city.clock.set(until - timedelta(seconds=1))
    await ring()
    assert (await seniors.plan()).is_paused
    city.clock.set(until + timedelta(hours=3))
    assert not (await seniors.plan()).is_paused, "though no timer has fired yet"
    await ring()
    await ring()
    await city.settle()
    assert (await Pause.get()).ended_at == until
    titles = [notice.title for notice in daughters.history]
    assert titles == ["박복례 님 돌봄을 쉬어요", "박복례 님 돌봄을 다시 시작해요"]


async def test_said_again_it_moves_the_end_and_an_early_return_is_the_end(seniors, clock, ring):
    await paused(seniors, seniors.as_senior, clock.now() + WEEK, care.PauseReason.TRAVEL)
    await paused(seniors, seniors.as_desk, clock.now() + 2 * WEEK)
    clock.advance(WEEK)
    await ring()
    assert (await seniors.plan()).is_paused
    resumed = await care.people.resume_care(
        seniors.as_senior, seniors.senior, clock=clock, ids=seniors.town.ids
    )
    assert resumed == care.people.Resumed(seniors.senior, changed=True)
    assert not (await seniors.plan()).is_paused
    clock.advance(WEEK)
    await ring()
    assert await Pause.all().count() == 1
    next_one = await paused(seniors, seniors.as_senior, clock.now() + WEEK)
    assert isinstance(next_one, care.people.Paused)


@pytest.mark.parametrize("days", [-1, 0, 91])
async def test_a_pause_has_an_end_and_nobody_is_forgotten_in_it(seniors, clock, days):
    refused = await paused(seniors, seniors.as_senior, clock.now() + timedelta(days=days))
    assert isinstance(refused, care.people.NoSuchTerm)
    assert await Pause.all().count() == 0


async def test_who_is_nothing_to_her_pauses_nothing(dong, clock):
    people = dong.people
    said = {
        "seniorId": node("Person", people.senior),
        "reason": "TRAVEL",
        "until": (clock.now() + WEEK).isoformat(),
    }
    uninvited = await dong.town.person("먼조카")
    await tie(dong.town, uninvited, people.senior)
    phones = (await dong.stranger(), await dong.phone(uninvited), await dong.worker())
    before = await everything()
    for phone in phones:
        assert (await phone.tell(PAUSE, **said))["__typename"] == "CareNotFound"
        refused = await phone.tell(RESUME, seniorId=said["seniorId"])
        assert refused["__typename"] == "CareNotFound"
    assert await everything() == before


async def test_who_sees_her_state_alone_is_not_told_why(dong, clock):
    until = (clock.now() + WEEK).isoformat()
    her = {"seniorId": node("Person", dong.people.senior)}
    desk = await dong.desk()
    await desk.tell(PAUSE, **her, reason="HOSPITAL", until=until)
    seen = await (await dong.guardian()).ask(HERS, **her)
    assert seen["pause"]["reason"] is None


async def test_a_dismissed_guardian_pauses_nothing(seniors, clock):
    from domains.identity import public as identity
    from tests.builders.families import REGISTRY

    (relation,) = await identity.standing_relations_of(seniors.guardian, at=clock.now())
    await identity.end_relation(
        actor=REGISTRY, relation_id=relation.relation_id, clock=clock, ids=seniors.town.ids
    )
    clock.advance(timedelta(seconds=1))
    refused = await paused(seniors, Actor(person_id=seniors.guardian), clock.now() + WEEK)
    assert isinstance(refused, care.people.NotYourSenior)
    assert (await seniors.plan()).contacts == ()
