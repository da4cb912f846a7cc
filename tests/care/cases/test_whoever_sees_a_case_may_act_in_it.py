"""One rule for opening a case, taking it, acting in it and ending it; asked of many at once."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.cases.ladder import WAITS
from domains.care.cases.models import Case, CaseAsked
from domains.care.cases.who_is_asked import asked_in_step, told_of_case
from domains.care.people.depths_of import depths_of
from domains.care.people.may_see import depth_for
from domains.care.public import cases
from domains.identity import public as identity
from domains.identity.public import SharingScope
from domains.identity.public import guardianships as ties
from domains.kernel import sql
from domains.kernel.actor import Actor, Role
from tests.builders.care import official
from tests.care.cases.night import Night
from tests.stories.house import everything

KIND, ACT, RUNG = cases.ConcernKind, cases.ActKind, cases.Rung
ALL_BUT_CHECK_INS = frozenset(SharingScope) - {SharingScope.CHECK_INS, SharingScope.LOCATION}


@pytest.fixture
def shares(seniors, clock, ids):
    async def shares(scopes: frozenset[SharingScope]) -> None:
        (tie,) = await identity.standing_relations_of(seniors.senior, at=clock.now())
        await ties.set_sharing(seniors.as_senior, tie.relation_id, scopes, clock=clock, ids=ids)

    return shares


async def what_they_may(night: Night, actor: Actor, senior_case) -> list[bool]:
    """Open, list, take, act, close, mark: each one, or none."""
    steady = {"clock": night.clock, "ids": night.ids}
    act = cases.NewAct(ACT.SPOKE_WITH_HER, night.clock.now())
    answers = [
        await cases.show_case(actor, case_id=senior_case, **steady),
        await night.acknowledge(actor),
        await cases.record_act(actor, act, case_id=senior_case, **steady),
        await night.raise_(actor),
        await night.close(actor),
        await cases.mark_false_alarm(
            actor, case_id=senior_case, reason=cases.FalseAlarm.OTHER, **steady
        ),
    ]
    return [not isinstance(answer, cases.NotYourCase) for answer in answers]


async def test_a_guardian_who_sees_nothing_of_her_check_ins_ends_no_case_of_hers(
    night, seniors, shares
):
    await shares(ALL_BUT_CHECK_INS)
    case_id = await night.worry.about()
    before = await Case.get()
    assert await what_they_may(night, seniors.as_guardian, case_id) == [False] * 6
    listed = await cases.open_cases(seniors.as_guardian, clock=night.clock, ids=night.ids)
    assert (listed.shown, listed.more) == ([], 0)
    after = await Case.get()
    assert (after.state, after.level) == (before.state, before.level)


async def tells(word: str, seniors, clock, ids):
    """Her guardian says it: she is in hospital for three months, or I am with her."""
    steady = {"senior_id": seniors.senior, "clock": clock, "ids": ids}
    if word == "pause":
        until = clock.now() + timedelta(days=89)
        return await care.pause_care(
            seniors.as_guardian, reason=care.PauseReason.HOSPITAL, until=until, **steady
        )
    return await care.judgement.tell_visit(
        seniors.as_guardian, since=clock.now(), until=clock.now() + timedelta(hours=2), **steady
    )


@pytest.mark.parametrize("word", ["pause", "visit"])
async def test_nor_does_such_a_guardian_silence_her_care_though_still_a_contact(
    night, seniors, shares, clock, ids, word
):
    await shares(ALL_BUT_CHECK_INS)
    await night.worry.about(KIND.INACTIVITY)
    assert [contact.person_id for contact in (await seniors.plan()).contacts] == [seniors.guardian]
    before = await everything()
    refused = await tells(word, seniors, clock, ids)
    assert isinstance(refused, care.people.NotYourSenior | care.judgement.NotYourHome)
    assert await everything() == before
    await shares(frozenset({SharingScope.CHECK_INS}))
    heard = await tells(word, seniors, clock, ids)
    assert isinstance(heard, care.people.Paused | care.judgement.VisitTold)


async def test_nor_wakes_her_care_from_a_pause(night, seniors, shares, clock, ids):
    await tells("pause", seniors, clock, ids)
    await shares(ALL_BUT_CHECK_INS)
    before = await everything()
    refused = await care.people.resume_care(
        seniors.as_guardian, seniors.senior, clock=clock, ids=ids
    )
    assert refused == care.people.NotYourSenior()
    assert await everything() == before


async def test_nor_is_such_a_guardian_asked_and_the_control_room_knows(night, seniors, shares):
    await shares(ALL_BUT_CHECK_INS)
    await night.worry.about()
    await night.passes(WAITS[RUNG.COMPANION] + timedelta(minutes=1))
    assert await night.steps() == [(RUNG.COMPANION, set()), (RUNG.WORKER, {seniors.worker})]
    assert "care.case_gap_found" in await night.topics()


async def test_who_sees_a_case_may_do_all_of_it(night, seniors, shares):
    case_id = await night.worry.about()
    assert await what_they_may(night, seniors.as_guardian, case_id) == [True] * 6


async def test_she_sees_her_case_and_ends_it_by_her_answer_alone(night, seniors):
    case_id = await night.worry.about()
    assert await what_they_may(night, seniors.as_senior, case_id) == [True] + [False] * 5


async def test_whoever_is_asked_of_one_or_at_once_gets_the_same_answer(
    night, seniors, clock, shares
):
    """`depths_of` for many receivers is `depth_for` for each."""
    stranger = await seniors.town.person("나그네")
    everybody = [
        *(seniors.guardian, seniors.worker, seniors.stand_in, seniors.desk, seniors.manager),
        stranger,
    ]
    for scopes in (frozenset(SharingScope), ALL_BUT_CHECK_INS):
        await shares(scopes)
        at_once = await depths_of(seniors.senior, everybody, at=clock.now())
        one_by_one = {
            person: depth
            for person in everybody
            if (depth := await depth_for(person, seniors.senior, at=clock.now(), on_case=True))
        }
        assert at_once == one_by_one
        assert stranger not in at_once
    assert await CaseAsked.all().count() == 0


@contextmanager
def counted(monkeypatch):
    """How many statements the house's own SQL and the models sent."""
    from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper

    sent: list[str] = []
    with monkeypatch.context() as patch:
        fetch, execute_query = sql.fetch, TransactionWrapper.execute_query

        async def counting_fetch(statement, *values):
            sent.append(statement)
            return await fetch(statement, *values)

        async def counting_query(self, statement, *more):
            sent.append(statement)
            return await execute_query(self, statement, *more)

        patch.setattr(sql, "fetch", counting_fetch)
        for client in (TransactionWrapper, AsyncpgDBClient):
            patch.setattr(client, "execute_query", counting_query)
        yield sent


@pytest.mark.parametrize("who", ["worker", "desk", "operator"])
async def test_a_worklist_of_many_costs_as_many_statements_as_one_of_one(
    night, seniors, clock, ids, monkeypatch, who
):
    operator = await official(seniors.town, "관제", Role.OPERATOR, None)
    person = operator if who == "operator" else getattr(seniors, who)

    async def statements() -> tuple[int, int]:
        with counted(monkeypatch) as sent:
            listed = await cases.open_cases(Actor(person_id=person), clock=clock, ids=ids)
        return len(listed.shown), len(sent)

    await night.worry.about()
    of_one = await statements()
    for number in range(4):
        senior = await seniors.senior_of(f"이웃{number}", [seniors.guardian])
        await night.worry.about(senior=senior)
    of_five = await statements()
    assert (of_one[0], of_five[0]) == (1, 5)
    assert of_one[1] == of_five[1] <= 15, "one of them for holidays that were declared lately"


async def asked_now(night: Night, clock) -> set:
    """Those of the step that was taken last, as a message asks before it goes."""
    (step,) = await sql.fetch("SELECT id FROM care.case_steps ORDER BY at DESC, id DESC LIMIT 1")
    asked = [
        await asked_in_step(step["id"], knows_why=why, at=clock.now()) for why in (True, False)
    ]
    return asked[0] | asked[1]


@pytest.mark.parametrize(("who", "at_most"), [("guardian", 4), ("worker", 11)])
async def test_before_a_message_only_the_places_that_were_asked_are_looked_at(
    night, seniors, clock, monkeypatch, who, at_most
):
    """Once the step, and once its guardians: no rota, no centre and no control room; each is asked
    for who knows why and for who does not, and of nobody no more than the step is read."""
    await night.worry.about()
    await night.passes(WAITS[RUNG.COMPANION] + timedelta(minutes=1))
    if who == "worker":
        await night.passes(WAITS[RUNG.GUARDIAN])
    with counted(monkeypatch) as sent:
        assert await asked_now(night, clock) == {getattr(seniors, who)}
    assert len(sent) <= at_most


async def test_of_a_whole_case_all_places_are_looked_at(night, seniors, clock):
    case_id = await night.worry.about()
    operator = await official(seniors.town, "관제", Role.OPERATOR, None)
    for rung in (RUNG.COMPANION, RUNG.GUARDIAN, RUNG.WORKER, RUNG.STAND_IN, RUNG.CENTRE):
        await night.passes(WAITS[rung] + timedelta(minutes=1))
    told = await told_of_case(case_id, at=clock.now())
    assert told >= {seniors.guardian, seniors.worker, seniors.desk, operator}
