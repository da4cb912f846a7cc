"""An alarm that nobody looks at is written, then spoken, until somebody says that they know."""

from datetime import timedelta

from tortoise.transactions import in_transaction

from domains.identity.public import contacts
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.text import Locale
from notifications.emulator.misbehaviour import Behaviour
from notifications.events import DeliveryExhausted
from notifications.public import (
    announcements,
    escalate,
    hurry_past,
    mark_read,
    mark_seen,
    tell_contact_code,
)
from tests.notifications.telephone_city import HANA, HOME
from tests.notifications.world import outbox_topics


async def test_unseen_for_a_minute_it_is_written_and_two_minutes_later_spoken(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    await city.tell(family.sos())

    await city.after(59)
    assert await city.kinds() == []
    await city.after(1)
    assert await city.kinds() == ["message"]
    await city.after(119)
    assert await city.kinds() == ["message"]
    await city.after(1)
    assert await city.kinds() == ["message", "call"]

    message, call = await city.items()
    assert message["asked"]["to"] == "+821012345678"
    assert message["asked"]["text"].startswith("[오산톡] ")
    assert "민아" in message["asked"]["text"]
    assert call["asked"]["say"].startswith("오산톡입니다.")
    assert call["asked"]["confirm"]["ask"] == "확인하셨으면 1번을 눌러 주세요."
    assert call["asked"]["language"] == "ko-KR"


async def test_pressing_one_ends_it_and_the_ledger_says_seen(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    event = await city.tell(family.sos())
    await city.after(60)
    await city.after(120)
    await city.press("confirm")

    await city.after(90)
    assert await city.ended() == ["seen"]
    rows = await sql.fetch(
        "SELECT state FROM notifications.deliveries WHERE event_id = $1 AND channel = 'voice'",
        event,
    )
    assert [row["state"] for row in rows] == ["seen"]


async def test_whoever_saw_the_push_is_left_in_peace(city, family):
    phone = await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    event = await city.tell(family.sos())
    await mark_seen(
        family.mother,
        device_id=phone,
        event_ids=[event],
        opened=False,
        clock=city.world.clock,
        ids=city.world.ids,
    )
    await city.after(60)
    assert await city.kinds() == []
    assert await city.ended() == ["seen"]


async def test_whoever_read_it_in_the_inbox_is_left_in_peace(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    await city.tell(family.sos())
    rows = await sql.fetch("SELECT id FROM notifications.inbox")
    await mark_read(
        family.mother,
        entry_ids=[rows[0]["id"]],
        clock=city.world.clock,
        ids=city.world.ids,
    )
    await city.after(60)
    assert await city.kinds() == []


async def test_an_alarm_that_somebody_took_on_disturbs_nobody_any_more(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    alarm = family.sos()
    await city.tell(alarm)
    await city.after(60)
    await city.world.take_back(alarm.tag, except_person=family.mother)
    await city.after(120)
    assert await city.kinds() == ["message"]
    assert await city.ended() == ["retracted"]


async def test_whoever_has_no_phone_is_written_to_at_once(city, family):
    await city.number(family.mother)
    await city.tell(family.sos())
    await city.after(0)
    assert await city.kinds() == ["message"]


async def test_whoever_has_only_a_landline_is_called(city, family):
    await city.number(family.mother, HOME)
    await city.tell(family.sos())
    await city.after(0)
    assert await city.kinds() == ["call"]


async def test_a_phone_that_is_gone_is_not_waited_for(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    city.world.misbehave_to("hana", Behaviour.UNREGISTERED)
    await city.tell(family.sos())
    await city.after(0)
    assert await city.kinds() == ["message"]


async def test_revoked_credentials_cost_no_token_and_no_minute(city, family):
    """Issue 4, point 8: the alarm falls back within its stated time, and nobody is forgotten."""
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    city.world.misbehave(Behaviour.THIRD_PARTY_AUTH)
    await city.tell(family.sos())
    await city.after(1)

    assert await city.kinds() == ["message"]
    tokens = await sql.fetch("SELECT push_token FROM identity.devices")
    assert [row["push_token"] for row in tokens] == ["hana"]


async def test_a_breaker_that_opens_hurries_the_alarms_that_wait_for_it(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    await city.world.tell(family.sos())
    async with in_transaction():
        assert await hurry_past("fcm", clock=city.world.clock) == 1
    await city.after(0)
    assert "message" in await city.kinds()


async def test_a_message_that_was_lost_is_followed_by_a_call_at_once(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    await city.order("lose")
    await city.tell(family.sos())
    await city.after(60)
    await city.reported()
    await city.order("success")
    await city.after(0)
    assert await city.kinds() == ["message", "call"]


async def test_late_reports_change_what_is_still_open_and_nothing_twice(city, family):
    await city.number(family.mother, HOME)
    await city.order("late_reports")
    await city.tell(family.sos())
    await city.after(0)
    await city.press("confirm")
    assert await city.ended() == [None]
    await city.provider.post("/control/telephones/reports")
    await city.reported()
    await city.after(90)
    assert await city.ended() == ["seen"]


async def test_a_lost_answer_writes_once(city, family):
    await city.number(family.mother)
    await city.order("lost_response")
    await city.tell(family.sos())
    await city.after(0)
    await city.order("success")
    await city.after(30)
    assert await city.kinds() == ["message"]


async def test_a_timer_that_fires_twice_writes_once(city, family):
    await city.number(family.mother)
    await city.tell(family.sos())
    await city.after(0)
    await sql.execute("UPDATE notifications.fallbacks SET due_at = now(), ways_left = '{sms}'")
    await city.after(0)
    assert await city.kinds() == ["message"]


async def test_a_chain_that_nobody_fires_in_time_is_fired_without_the_queue(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    await city.tell(family.sos())
    city.world.clock.advance(timedelta(seconds=61))
    assert await city.fire(late_by=timedelta(seconds=2)) == 0
    city.world.clock.advance(timedelta(seconds=1))
    assert await city.fire(late_by=timedelta(seconds=2)) == 1
    await city.deliver()
    assert await city.kinds() == ["message"]


async def test_a_relation_that_ended_meanwhile_is_not_written_to(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    await city.tell(family.sos())
    await family.leaves(family.mother)
    await city.after(60)
    assert await city.kinds() == []


async def test_at_the_end_of_the_chain_are_people(city, family):
    """No push, no message, no call: the operators hear of it, once, and not before."""
    await city.number(family.mother)
    await city.order("refuse")
    event = await city.tell(family.sos())
    no_phone = DeliveryExhausted(event, None, family.mother, "safety", "no_phone")
    async with in_transaction():
        assert not await escalate(no_phone, clock=city.world.clock, ids=city.world.ids)

    await city.after(0)
    await city.after(0)
    await city.after(0)

    assert await city.ended() == ["exhausted"]
    assert "notifications.delivery_exhausted" in await outbox_topics()
    ended = DeliveryExhausted(event, None, family.mother, "safety", "chain_ended")
    async with in_transaction():
        await escalate(ended, clock=city.world.clock, ids=city.world.ids)


async def test_an_arrival_is_written_after_ten_minutes_and_never_spoken(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    await city.tell(family.arrived())
    await city.after(599)
    assert await city.kinds() == []
    await city.after(1)
    await city.after(90)
    assert await city.kinds() == ["message"]
    assert await city.ended() == ["exhausted"]


async def test_what_the_city_serves_has_no_chain(city, family):
    await city.world.phone(family.mother, "hana")
    await city.number(family.mother)
    now, ids = city.world.clock.now(), city.world.ids
    linked = announcements.account_linked(
        event_id=ids.new(), person_id=family.mother, account_id=ids.new(), at=now
    )
    await city.tell(linked)
    assert await city.ended() == []


async def test_the_code_goes_to_the_telephone_and_to_no_inbox(city, family):
    world, actor = city.world, Actor(person_id=family.mother)
    await world.phone(family.mother, "hana")
    added = await contacts.add_contact_number(
        actor, family.mother, HANA, clock=world.clock, ids=world.ids
    )
    issued = await contacts.issue_contact_code(added.number_id, clock=world.clock)
    async with in_transaction():
        told = await tell_contact_code(
            issued,
            event_id=world.ids.new(),
            number_id=added.number_id,
            clock=world.clock,
            ids=world.ids,
        )
    await city.deliver()

    assert told
    (message,) = await city.items()
    assert message["asked"]["text"] == (
        f"[오산톡] 확인번호 {issued.code}\n5분 안에 입력하세요. 남에게 알려 주지 마세요."
    )
    assert message["asked"]["form"] == "sms"
    assert await sql.fetch("SELECT 1 FROM notifications.inbox") == []
    assert world.history("hana") == []


async def test_each_is_spoken_to_in_their_own_language(city):
    family = await city.world.family()
    await sql.execute("UPDATE identity.people SET locale = $1", Locale.VI.value)
    await city.number(family.mother, HOME)
    await city.tell(family.sos())
    await city.after(0)
    (call,) = await city.items()
    assert call["asked"]["language"] == "vi-VN"
    assert "bấm phím 1" in call["asked"]["confirm"]["ask"]
