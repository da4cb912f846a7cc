"""Bok-rye is asked at ten, by her phone and her telephone; nobody takes a mumble for a yes."""

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta

import pytest
from tortoise.transactions import in_transaction

from domains.care.cases.models import Case, CaseConcern
from domains.care.check_ins.models import CheckIn
from domains.care.public import cases, check_ins
from domains.kernel import sql, timers
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL
from notifications.emulator.phone import Notice
from tests.builders.care import Seniors, settle_seniors
from tests.care.cases.worry import Worry
from tests.stories.care.telephones import Telephones, telephones
from tests.stories.house import everything, node

STATE, KIND = check_ins.CheckInState, cases.ConcernKind
ANSWER = """mutation ($input: AnswerCheckInInput!) { answerCheckIn(input: $input) {
    __typename ... on AnswerCheckInSuccess { effect } } }"""
SAY = "mutation ($input: SayHowIAmInput!) { sayHowIAm(input: $input) { __typename } }"
PLAN = """mutation ($input: PlanCheckInsInput!) { planCheckIns(input: $input) {
    __typename ... on PlanCheckInsSuccess { nextAt } ... on CheckInPlanRefused { because } } }"""
MINE = "{ myCheckIn { today checkInId nextAt way } }"
MY_PLAN = "{ myCheckInPlan { times reminders { afterMinutes by } peopleAfterMinutes } }"
PUSH = "bok-rye"
QUESTIONS = (check_ins.ASK, check_ins.FOLLOW)


@pytest.fixture
async def line(database, valkey, settings, clock, ids, push_address) -> AsyncIterator[Telephones]:
    async with telephones(
        settings, clock=clock, ids=ids, valkey=valkey, push_address=push_address
    ) as line:
        yield line


@pytest.fixture
async def hers(line: Telephones) -> Seniors:
    """She has a phone with the app, a telephone, and the house's own plan, but for ten sharp."""
    people = await settle_seniors(line.city.town, has_phone=False)
    await line.city.settle()
    ten = check_ins.CheckInPlan(times=(time(10),))
    await check_ins.plan_check_ins(
        people.as_senior, people.senior, ten, clock=line.city.clock, ids=line.city.ids
    )
    await line.number(people.senior)
    await line.city.gives_phone(people.senior, PUSH)
    return people


@pytest.fixture
def at(line: Telephones, ring):
    async def at(hour: int, minute: int = 0, *, day: int = 3) -> None:
        """Each timer of questions fires at its moment, others with it, and what follows happens."""
        until, clock = datetime(2026, 3, day, hour, minute, tzinfo=SEOUL), line.city.clock
        while (rings := await timers.next_ring(QUESTIONS)) is not None and rings <= until:
            clock.set(max(rings, clock.now()))
            await ring()
            await line.city.settle()
        clock.set(max(until, clock.now()))

    return at


def shown(line: Telephones, token: str = PUSH) -> list[Notice]:
    return list(line.city.push.devices[token].phone.on_screen.values())


async def press(line: Telephones, answer: str, *, token: str = PUSH, event: str | None = None):
    (notice,) = shown(line, token) if event is None else (None,)
    said = {"token": token, "event_id": event or notice.event_id, "answer": answer}
    response = await line.city.http.post("/push/answer", json=said)
    await line.city.settle()
    return response.status_code


async def question() -> CheckIn:
    row = await CheckIn.all().order_by("-asked_at").first()
    assert row is not None
    return row


async def kinds() -> list[cases.ConcernKind]:
    return [row.kind for row in await CaseConcern.all().order_by("id")]


async def test_a_push_with_two_buttons_that_a_locked_phone_answers(line, hers, at):
    await at(10)
    (notice,) = shown(line)
    assert notice.title == "오늘 어떠세요?"
    assert await press(line, "fine", event=notice.event_id) == 204
    assert (await question()).state is STATE.ANSWERED
    assert (await question()).way is check_ins.Way.NOTIFICATION
    assert shown(line) == [], "it goes from the screen"
    before = await everything()
    assert await press(line, "fine", event=notice.event_id) == 204, "a retry that was never heard"
    assert await everything() == before
    assert await line.calls() == [], "whoever answered is not called"


async def test_her_answer_counts_though_our_database_fell_before_it_knew_of_the_push(
    line, hers, at
):
    await at(10)
    (notice,) = shown(line)
    await sql.execute(
        """
        UPDATE notifications.deliveries
        SET state = 'sending', attempts = 0, finished_at = NULL, leased_until = $1
        WHERE channel = 'fcm'
        """,
        line.city.clock.now(),
    )
    assert await press(line, "fine", event=notice.event_id) == 204
    assert (await question()).state is STATE.ANSWERED


async def test_help_under_a_push_is_heard_though_her_home_answered_while_it_was_on_its_way(
    line, hers, at
):
    """We had no time to write down that the push service took it, and never did."""
    await at(10)
    (notice,) = shown(line)
    await sql.execute(
        """
        UPDATE notifications.deliveries
        SET state = 'sending', attempts = 0, finished_at = NULL, leased_until = $1
        WHERE channel = 'fcm'
        """,
        line.city.clock.now() + timedelta(seconds=15),
    )
    line.city.clock.advance(timedelta(seconds=1))
    async with in_transaction():
        steady = {"clock": line.city.clock, "ids": line.city.ids}
        await check_ins.heard_from_home([hers.senior], at=line.city.clock.now(), **steady)
    await line.city.settle()
    assert await press(line, "help", event=notice.event_id) == 204
    assert await kinds() == [KIND.ASKED_FOR_HELP]


async def test_a_retry_after_a_fall_ends_no_fall(line, hers, at, ring):
    """She was fine at ten, and her phone never heard that we knew."""
    await at(10)
    (notice,) = shown(line)
    assert await press(line, "fine", event=notice.event_id) == 204
    await at(14)
    steady = {"clock": line.city.clock, "ids": line.city.ids}
    await Worry(hers, **steady).about(KIND.FALL)
    await ring()
    await line.city.settle()
    assert await press(line, "fine", event=notice.event_id) == 204
    assert (await question()).state is STATE.OPEN
    assert (await Case.get()).ended_at is None


async def test_only_the_phone_that_was_asked_answers_and_only_its_own_question(line, hers, at):
    await at(10)
    (notice,) = shown(line)
    await line.city.gives_phone(hers.guardian, "daughter")
    before = await everything()
    assert await press(line, "fine", token="daughter", event=notice.event_id) == 404
    assert await press(line, "fine", token="guessed", event=notice.event_id) == 401
    assert await press(line, "fine", event=str(line.city.ids.new())) == 404
    for wrong in (
        {},
        {"token": PUSH},
        {"token": PUSH, "event_id": notice.event_id, "answer": "ok"},
    ):
        assert (await line.city.http.post("/push/answer", json=wrong)).status_code == 400
    assert await everything() == before


async def test_yesterdays_push_is_too_late_today(line, hers, at):
    await at(10)
    (yesterdays,) = shown(line)
    await at(10, 10, day=4)
    assert await press(line, "fine", event=yesterdays.event_id) == 410
    assert (await question()).state is STATE.OPEN
    assert await press(line, "help", event=yesterdays.event_id) == 204, "help is never too late"
    assert KIND.ASKED_FOR_HELP in await kinds()


async def test_unanswered_her_telephone_rings_and_key_one_ends_it(line, hers, at):
    await at(10, 40)
    (call,) = await line.calls()
    assert call["asked"]["to"] == "+821012345678"
    assert "괜찮으시면 1번" in call["asked"]["question"]["ask"]
    await line.reply(key="1")
    assert ((await question()).state, (await question()).way) == (
        STATE.ANSWERED,
        check_ins.Way.CALL,
    )
    await at(11, 10)
    assert await kinds() == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"key": "2"}, KIND.ASKED_FOR_HELP),
        ({"key": "7"}, KIND.UNCLEAR_ANSWER),
        ({"speech": "안 괜찮아"}, KIND.UNCLEAR_ANSWER),
        ({"speech": "괜찮은데 좀 도와줘"}, KIND.ASKED_FOR_HELP),
        ({"speech": "전화 좀 줘요"}, KIND.CALL_ME),
        ({}, KIND.UNCLEAR_ANSWER),
    ],
)
async def test_anything_else_that_she_says_reaches_people(line, hers, at, said, kind):
    await at(10, 40)
    await line.reply(**said)
    assert (await question()).state is STATE.RAISED
    assert await kinds() == [kind]


async def test_words_that_were_half_understood_reassure_nobody(line, hers, at):
    await at(10, 40)
    await line.provider.post("/control/telephones/behaviour", json={"behaviour": "mumble"})
    await line.reply(speech="네, 괜찮아요")
    assert await kinds() == [KIND.UNCLEAR_ANSWER]


async def test_clear_words_do_and_a_report_that_comes_twice_is_one_answer(line, hers, at):
    await at(10, 40)
    await line.provider.post("/control/telephones/behaviour", json={"behaviour": "double_reports"})
    await line.reply(speech="네, 괜찮아요. 고마워요")
    assert (await question()).state is STATE.ANSWERED
    assert await kinds() == []


class TestSheCallsUs:
    async def test_and_presses_one(self, line, hers, at):
        await at(10, 40)
        heard = await line.call_us("+821012345678")
        assert heard["words"]["say"].startswith("오산톡입니다. 전화 주셔서")
        await line.reply(heard["slug"], key="1")
        assert (await question()).way is check_ins.Way.CALLED_IN
        assert (await question()).state is STATE.ANSWERED

    async def test_and_hangs_up_at_once_which_says_nothing_unless_she_planned_it_so(
        self, line, hers, at
    ):
        await at(10, 40)
        heard = await line.call_us("+821012345678")
        await line.reply(heard["slug"], hang_up=True)
        assert (await question()).state is STATE.OPEN
        phone = await line.city.citizen(hers.senior)
        planned = await phone.ask(
            PLAN,
            input={
                "requestId": str(line.city.ids.new()),
                "times": ["10:00"],
                "callingInAnswers": True,
            },
        )
        assert planned.kind == "PlanCheckInsSuccess", planned.body
        heard = await line.call_us("+821012345678")
        await line.reply(heard["slug"], hang_up=True)
        assert (await question()).state is STATE.ANSWERED

    async def test_a_forged_number_is_nobody(self, line, hers, at):
        await at(10, 40)
        heard = await line.call_us("+821012345678", attested=False)
        assert "question" not in heard["words"]
        await line.reply(heard["slug"], key="1")
        assert (await question()).state is STATE.OPEN

    async def test_from_a_telephone_that_two_share_fine_is_nobodys_and_help_is_both(
        self, line, hers, at
    ):
        other, clock, ids = await hers.senior_of("김순덕"), line.city.clock, line.city.ids
        ten = check_ins.CheckInPlan(times=(time(10),))
        await check_ins.plan_check_ins(Actor(person_id=other), other, ten, clock=clock, ids=ids)
        await line.number(other)
        await line.city.settle()
        await at(10, 40)
        heard = await line.call_us("+821012345678")
        await line.reply(heard["slug"], key="1")
        assert {row.state for row in await CheckIn.all()} == {STATE.OPEN}
        heard = await line.call_us("+821012345678")
        await line.reply(heard["slug"], key="2")
        assert {row.senior_id for row in await Case.all()} == {hers.senior, other}


class TestInTheApp:
    async def test_she_sees_one_question_and_answers_it(self, line, hers, at):
        await at(10)
        phone = await line.city.citizen(hers.senior)
        mine = (await phone.ask(MINE)).field
        assert mine["today"] == "ASKED"
        said = {"requestId": str(line.city.ids.new()), "checkInId": mine["checkInId"]}
        answer = await phone.ask(ANSWER, input={**said, "answer": "FINE"})
        assert answer.field["effect"] == "SETTLED"
        await line.city.settle()
        assert (await phone.ask(MINE)).field["today"] == "ANSWERED"
        assert shown(line) == []

    async def test_nobody_else_answers_for_her(self, line, hers, at):
        await at(10)
        asked = node("CareCheckIn", (await question()).id)
        for person in (hers.guardian, hers.worker, hers.desk):
            phone = await line.city.citizen(person)
            said = {"requestId": str(line.city.ids.new()), "checkInId": asked, "answer": "FINE"}
            assert (await phone.ask(ANSWER, input=said)).kind == "CheckInNotFound"
        assert (await question()).state is STATE.OPEN

    async def test_call_me_of_her_own_accord(self, line, hers):
        phone = await line.city.citizen(hers.senior)
        said = {"requestId": str(line.city.ids.new()), "answer": "CALL_ME"}
        assert (await phone.ask(SAY, input=said)).kind == "SayHowIAmSuccess"
        assert await kinds() == [KIND.CALL_ME]

    async def test_she_plans_her_own_times_and_a_plan_that_cannot_be_kept_is_refused(
        self, line, hers, at
    ):
        phone = await line.city.citizen(hers.senior)
        said = {"requestId": str(line.city.ids.new()), "times": ["08:30", "20:00"]}
        planned = await phone.ask(PLAN, input={**said, "peopleAfterMinutes": 90})
        assert planned.field["nextAt"].startswith("2026-03-02T23:30"), planned.body
        kept = (await phone.ask(MY_PLAN)).field
        assert (kept["times"], kept["peopleAfterMinutes"]) == (["08:30", "20:00"], 90)
        said = {"requestId": str(line.city.ids.new()), "times": ["25:00"]}
        assert (await phone.ask(PLAN, input=said)).kind == "BAD_USER_INPUT"
        said = {"requestId": str(line.city.ids.new()), "times": ["10:00", "10:05"]}
        assert (await phone.ask(PLAN, input=said)).field["because"] == "people_after"


async def test_she_left_her_phone_on_the_bus(line, hers, at, ring):
    """Nobody sees the push, and she is out when it rings; at eleven she is asked once more, by a
    call that her case makes, before her daughter is. Her word ends it."""
    await at(10, 40)
    await line.provider.post(f"/control/telephones/{(await line.calls())[-1]['slug']}/ignore")
    await at(11)
    assert (await CheckIn.get(origin=check_ins.Origin.PLAN)).state is STATE.MISSED
    assert await kinds() == [KIND.MISSED_CHECK_IN]
    await ring()
    await line.city.settle()
    last = (await line.calls())[-1]
    assert "평소와 다른 점이 있어" in last["asked"]["say"]
    await line.reply(last["slug"], key="1")
    case = await Case.get()
    assert case.ended_at is not None
    assert (await question()).state is STATE.ANSWERED
