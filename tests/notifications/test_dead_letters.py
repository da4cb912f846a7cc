"""What was given up is listed, looked at, tried anew or put away: by operators, and traced."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from domains.kernel import sql
from domains.kernel.actor import Actor, Role, system_actor
from notifications.channel import Channel
from notifications.lanes import Lane
from notifications.ports import Halted, Outgoing, Receipt, Rejected, never_halted
from notifications.public import Notification, dead_letters
from notifications.public import dead_letters as letters
from tests.notifications.world import Family, World, states

CONSOLE = system_actor("osan-talk dead-letters")
MOST = 500


class Refusing:
    """Finds every message malformed."""

    name = Channel.FCM

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        return [Rejected("INVALID_ARGUMENT") for _ in batch]


async def given_up(family: Family, *, of: int = 1) -> list[Notification]:
    """Alarms to Hana's phone that the push service would not take."""
    world = family.world
    await world.phone(family.mother, "hana")
    alarms = [family.not_arrived() for _ in range(of)]
    for alarm in alarms:
        await world.tell(alarm)
    await world.deliver(channel=Refusing())
    return alarms


@pytest.fixture
async def family(world: World) -> Family:
    return await world.family()


async def list_all(world: World, **wanted: object) -> list[UUID]:
    page = await letters.list_dead_letters(
        CONSOLE,
        letters.Wanted(**wanted),  # type: ignore[arg-type]
        clock=world.clock,
    )
    assert isinstance(page, letters.Page)
    return [each.key.event_id for each in page.letters]


async def replay(world: World, wanted: letters.Wanted = letters.EVERYTHING) -> letters.Round:
    done = await letters.replay(CONSOLE, wanted, limit=MOST, clock=world.clock, ids=world.ids)
    assert isinstance(done, letters.Round)
    return done


async def traces(action: str) -> list[tuple[UUID, UUID]]:
    rows = await sql.fetch(
        "SELECT subject_id, reference FROM kernel.audit WHERE action = $1 ORDER BY reference",
        f"notifications.dead_letter.{action}",
    )
    return [(row["subject_id"], row["reference"]) for row in rows]


async def test_they_are_listed_newest_first_page_by_page(world: World, family: Family) -> None:
    alarms = await given_up(family, of=5)
    newest_first = [alarm.event_id for alarm in reversed(alarms)]

    seen: list[UUID] = []
    after: letters.Key | None = None
    for _ in range(3):
        page = await letters.list_dead_letters(
            CONSOLE, letters.EVERYTHING, after=after, limit=2, clock=world.clock
        )
        assert isinstance(page, letters.Page)
        seen += [each.key.event_id for each in page.letters]
        after = page.next_after

    assert seen == newest_first
    assert after is None


async def test_they_are_found_by_reason_channel_lane_and_event(
    world: World, family: Family
) -> None:
    (alarm,) = await given_up(family)

    for wanted in (
        {"reason": "INVALID_ARGUMENT"},
        {"channel": Channel.FCM},
        {"lane": Lane.SAFETY},
        {"event_id": alarm.event_id},
    ):
        assert await list_all(world, **wanted) == [alarm.event_id], wanted
    for wanted in (
        {"reason": "timeout"},
        {"channel": Channel.SMS},
        {"lane": Lane.CARE},
        {"event_id": world.ids.new()},
    ):
        assert await list_all(world, **wanted) == [], wanted


async def test_a_look_tells_codes_and_times_leaves_a_trace_and_names_nobody(
    world: World, family: Family
) -> None:
    (alarm,) = await given_up(family)
    (key,) = [each.key for each in (await page_of(world)).letters]

    story = await letters.show_dead_letter(CONSOLE, key, clock=world.clock, ids=world.ids)

    assert isinstance(story, letters.Story)
    assert story.kind == "commute.not_arrived"
    assert [(step.what.value, step.detail) for step in story.steps] == [
        ("decided", "allow.allowed"),
        ("queued", "fcm"),
        ("last_attempt", "1: INVALID_ARGUMENT"),
        ("given_up", "INVALID_ARGUMENT"),
    ]
    assert "민아" not in repr(story)
    assert await traces("read") == [(family.mother, alarm.event_id)]


async def page_of(world: World) -> letters.Page:
    page = await letters.list_dead_letters(CONSOLE, letters.EVERYTHING, clock=world.clock)
    assert isinstance(page, letters.Page)
    return page


async def test_a_replay_goes_out_once_however_often_it_is_pressed(
    world: World, family: Family
) -> None:
    alarms = await given_up(family, of=3)

    first, again = await replay(world), await replay(world)
    await world.deliver()

    assert (first.done, again.done) == (3, 0)
    assert [await states(alarm.event_id) for alarm in alarms] == [["sent"]] * 3
    assert await traces("replay") == [(family.mother, alarm.event_id) for alarm in alarms]
    rows = await sql.fetch("SELECT attempts FROM notifications.deliveries")
    assert {row["attempts"] for row in rows} == {1}, "counted anew"


async def test_a_replay_asks_the_gate_again(world: World, family: Family) -> None:
    (alarm,) = await given_up(family)
    await family.leaves(family.mother)

    await replay(world)
    await world.deliver()

    assert await states(alarm.event_id) == ["failed"]
    assert world.requests() == 0
    assert (await page_of(world)).letters == (), "rightly not sent: nobody's to replay"


async def test_what_is_news_no_more_or_was_taken_back_is_not_told(
    world: World, family: Family
) -> None:
    old, taken_back = await given_up(family, of=2)
    await world.take_back(taken_back.tag)
    assert (await replay(world, letters.Wanted(event_id=taken_back.event_id))).left == {
        letters.Hindrance.RETRACTED: 1
    }
    world.clock.advance(old.expires_at - world.clock.now())

    done = await replay(world)

    assert done.done == 0
    assert done.left == {letters.Hindrance.EXPIRED: 2}
    assert await states(old.event_id) == ["failed"]


async def test_a_stretch_says_where_to_go_on(world: World, family: Family) -> None:
    await given_up(family, of=5)
    done, after = [], None
    for _ in range(3):
        stretch = await letters.replay(
            CONSOLE, letters.EVERYTHING, after=after, limit=2, clock=world.clock, ids=world.ids
        )
        assert isinstance(stretch, letters.Round)
        done.append(stretch.done)
        after = stretch.next_after
    assert done == [2, 2, 1]
    assert after is None


async def test_what_was_put_away_is_gone_from_the_list_and_stays_failed(
    world: World, family: Family
) -> None:
    (alarm,) = await given_up(family)

    async def dismiss() -> letters.Round | letters.MayNotOperate:
        return await letters.dismiss(
            CONSOLE, letters.EVERYTHING, limit=MOST, clock=world.clock, ids=world.ids
        )

    assert await dismiss() == letters.Round(1)
    assert await dismiss() == letters.Round(0)
    assert await list_all(world) == []
    assert await states(alarm.event_id) == ["failed"]
    assert await traces("dismiss") == [(family.mother, alarm.event_id)]


@pytest.mark.parametrize(
    "actor",
    [
        Actor(),
        Actor(person_id=UUID(int=7)),
        Actor(person_id=UUID(int=7), roles=frozenset(set(Role) - {Role.OPERATOR})),
    ],
)
async def test_nobody_but_an_operator_sees_or_changes_anything(
    world: World, family: Family, actor: Actor
) -> None:
    await given_up(family)
    (key,) = [each.key for each in (await page_of(world)).letters]
    near = {"clock": world.clock, "ids": world.ids}
    no = letters.MayNotOperate()

    assert await letters.list_dead_letters(actor, letters.EVERYTHING, clock=world.clock) == no
    assert await letters.show_dead_letter(actor, key, **near) == no
    assert await letters.replay(actor, letters.EVERYTHING, limit=MOST, **near) == no
    assert await letters.dismiss(actor, letters.EVERYTHING, limit=MOST, **near) == no
    assert len((await page_of(world)).letters) == 1


async def test_they_are_counted_by_lane_channel_and_reason(world: World, family: Family) -> None:
    await given_up(family, of=3)
    world.clock.advance(timedelta(minutes=1))
    assert await dead_letters.count_dead_letters() == [
        dead_letters.Heap(Lane.SAFETY, Channel.FCM, "INVALID_ARGUMENT", 3)
    ]
