"""A question in a call is answered by a key, in words, or not at all; and somebody may call us."""

from datetime import timedelta

import orjson
import pytest

from domains.consent.public import Purpose
from domains.identity.public import contacts
from domains.kernel import sql
from notifications.channel import Channel
from notifications.channels.phone_line import CallAnswer, read_call_answer, read_reports
from notifications.public import announcements, take_reports
from tests.notifications.telephone_city import HANA, HOME, TakenBackMeanwhile


@pytest.fixture
async def question(city, family):
    await city.world.town.consents(family.mother, family.mother, [Purpose.CARE_CHECK_INS])
    now, ids = city.world.clock.now(), city.world.ids
    return announcements.companion_asks(
        event_id=ids.new(),
        senior_id=family.mother,
        check_in_id=ids.new(),
        at=now,
        until=now + timedelta(hours=1),
    )


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"key": "1"}, CallAnswer(key="1")),
        ({"key": "#*0"}, CallAnswer(key="#*0")),
        ({"speech": "괜찮아요", "confidence": 0.9}, CallAnswer(speech="괜찮아요", confidence=0.9)),
        ({"speech": "괜찮아요"}, CallAnswer(speech="괜찮아요")),
        ({"speech": "괜찮아요", "confidence": "sure"}, CallAnswer(speech="괜찮아요")),
        ({"speech": "괜찮아요", "confidence": 7}, CallAnswer(speech="괜찮아요")),
        ({"speech": "괜찮아요", "confidence": True}, CallAnswer(speech="괜찮아요")),
        ({"speech": "  "}, CallAnswer()),
        ({"key": "1", "speech": "도와주세요"}, CallAnswer()),
        ({"key": "one"}, CallAnswer()),
        ({"key": 1}, CallAnswer()),
        ({"nothing": True}, CallAnswer()),
        ("1", CallAnswer()),
        (None, CallAnswer()),
    ],
)
def test_what_cannot_be_read_is_nothing_and_no_fault(said, read):
    assert read_call_answer(said) == read


async def test_it_rings_at_once_beside_the_push_and_asks(city, family, question):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother, HANA)
    await city.number(family.mother, HOME)
    await city.tell(question)
    first, second = await city.items()
    assert {first["asked"]["to"], second["asked"]["to"]} == {"+821012345678", "+82313701234"}
    asked = first["asked"]
    assert "confirm" not in asked
    assert asked["say"].startswith("오산톡 자동 안부 전화입니다. 괜찮으세요?")
    assert [key["means"] for key in asked["question"]["keys"]] == ["fine", "help"]
    assert "1번" in asked["question"]["ask"]
    assert len(city.world.history("hana")) == 1


async def test_no_text_message_follows_a_question(city, family, question):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother, HANA)
    await city.tell(question)
    await city.after(11 * 60)
    assert await city.kinds() == ["call"]


@pytest.mark.parametrize(
    ("said", "heard", "state"),
    [
        ({"key": "1"}, CallAnswer(key="1"), "seen"),
        ({"speech": "괜찮아요"}, CallAnswer(speech="괜찮아요", confidence=0.92), "seen"),
        ({}, CallAnswer(), "sent"),
    ],
)
async def test_the_answer_is_reported_signed_and_heard_once_taken(
    city, family, question, said, heard, state
):
    await city.number(family.mother, HANA)
    await city.tell(question)
    await city.reply(**said)
    (answered,) = city.heard
    assert (answered.event_id, answered.person_id) == (question.event_id, family.mother)
    assert (answered.tag, answered.answer) == (question.tag, heard)
    rows = await sql.fetch("SELECT state FROM notifications.deliveries WHERE channel = 'voice'")
    assert [row["state"] for row in rows] == [state]


@pytest.mark.parametrize(("state", "is_heard"), [("sending", True), ("queued", False)])
async def test_an_answer_may_come_before_we_wrote_down_that_we_called(
    city, family, question, state, is_heard
):
    """The database was killed while it rang; of a call that was never begun nobody answers."""
    await city.number(family.mother, HANA)
    await city.tell(question)
    await sql.execute(
        """
        UPDATE notifications.deliveries SET state = $1, attempts = 0, finished_at = NULL,
            leased_until = CASE WHEN $1 = 'sending' THEN $2::timestamptz END
        WHERE channel = 'voice'
        """,
        state,
        city.world.clock.now(),
    )
    await city.reply(key="1")
    assert [answered.answer for answered in city.heard] == [CallAnswer(key="1")] * is_heard


async def test_her_answer_counts_though_the_question_was_taken_back_while_it_rang(
    city, family, question
):
    """Somebody took her case on before the provider had said that it calls her."""
    await city.number(family.mother, HANA)
    city.channels[Channel.VOICE] = TakenBackMeanwhile(city, question.tag)
    await city.tell(question)
    rows = await sql.fetch("SELECT state, attempts FROM notifications.deliveries")
    assert [tuple(row) for row in rows] == [("retracted", 0)]
    await city.reply(key="2")
    assert [answered.answer for answered in city.heard] == [CallAnswer(key="2")]


@pytest.mark.parametrize("state", ["failed", "expired"])
async def test_and_though_whoever_called_her_died_and_the_next_found_no_reason_to(
    city, family, question, state
):
    await city.number(family.mother, HANA)
    await city.tell(question)
    await sql.execute(
        "UPDATE notifications.deliveries SET state = $1, attempts = 0 WHERE channel = 'voice'",
        state,
    )
    await city.reply(key="2")
    assert [answered.answer for answered in city.heard] == [CallAnswer(key="2")]


async def test_a_mumble_arrives_as_what_it_was(city, family, question):
    await city.number(family.mother, HANA)
    await city.tell(question)
    await city.order("mumble")
    await city.reply(speech="괜찮아요")
    (answered,) = city.heard
    assert answered.answer.speech == "괜찮"
    assert answered.answer.confidence < 0.5


async def test_a_report_that_comes_twice_is_heard_twice_with_one_event(city, family, question):
    """Whoever hears it knows what it heard before."""
    await city.number(family.mother, HANA)
    await city.tell(question)
    await city.order("double_reports")
    await city.reply(key="2")
    assert [each.answer.key for each in city.heard] == ["2", "2"]
    assert {each.event_id for each in city.heard} == {question.event_id}


async def test_an_answer_to_a_call_that_was_never_made_is_heard_by_nobody(city, family, question):
    body = {
        "id": f"{question.event_id}:{city.world.ids.new()}",
        "status": "answered",
        "answer": {"key": "1"},
        "at": city.world.clock.now().isoformat(),
    }
    reports = read_reports(orjson.dumps({"reports": [body]}))
    await take_reports(reports, nonce="n", clock=city.world.clock, hear=city.hear)
    assert city.heard == []


async def test_who_calls_is_whoever_proved_the_number(city, family):
    await city.number(family.mother, HANA)
    assert await contacts.who_calls_from("+821012345678") == {family.mother}
    assert await contacts.who_calls_from("01012345678") == {family.mother}
    assert await contacts.who_calls_from("+821012345679") == frozenset()
    assert await contacts.who_calls_from("anonymous") == frozenset()
    father = await city.world.town.person("이준호")
    await city.number(father, HANA)
    assert await contacts.who_calls_from("+821012345678") == {family.mother, father}


async def test_numbers_from_before_there_were_buckets_are_found_too(city, family):
    await city.number(family.mother, HANA)
    await sql.execute("UPDATE identity.contact_numbers SET bucket = NULL")
    assert await contacts.who_calls_from("+821012345678") == {family.mother}


async def test_the_page_has_a_keypad_a_line_for_words_and_silence(city, family, question):
    await city.number(family.mother, HANA)
    await city.tell(question)
    page = (await city.provider.get("/telephones")).text
    assert page.count('name="key"') == 12
    assert "말로 대답" in page
    assert "아무 말 없이 있기" in page
    slug = (await city.items())[0]["slug"]
    said = await city.provider.post(f"/telephones/{slug}/reply", data={"key": "7"})
    await city.reported()
    assert said.status_code == 303
    assert [each.answer.key for each in city.heard] == ["7"]
    page = (await city.provider.get("/telephones")).text
    assert "7번을 누름" in page
    assert "대답을 듣지 못했습니다" in page
    again = await city.provider.post(f"/telephones/{slug}/reply", data={"key": "1"})
    assert again.status_code == 404, "the call is over"
