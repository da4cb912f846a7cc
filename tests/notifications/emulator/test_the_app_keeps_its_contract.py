"""Whatever order and however often messages come, the screen tells the latest truth once."""

import json
from collections import Counter
from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from notifications.emulator.fcm_store import COLLAPSE_KEYS, WITHOUT_KEY, FcmStore
from notifications.emulator.message import Keeping, Message
from notifications.emulator.phone import Phone, Platform, State

NOW = 1_790_000_000.0
TAGS = ("minji", "junho", "sos")

moments = st.integers(min_value=0, max_value=20)


@st.composite
def news(draw: st.DrawFn) -> tuple[str, str, int]:
    """(kind, tag, minute of the event); the minute and tag name the event."""
    kind = draw(st.sampled_from(("show", "show", "show", "retract")))
    return kind, draw(st.sampled_from(TAGS)), draw(moments)


def message(number: int, what: tuple[str, str, int]) -> Message:
    kind, tag, minute = what
    happened = datetime.fromtimestamp(NOW + 60 * minute, UTC).isoformat()
    data = {"kind": kind, "tag": tag, "event_id": f"{kind}-{tag}-{minute}"}
    data |= {"title": f"{tag} {minute}", "occurred_at": happened}
    return Message(f"m{number}", {"data": data}, NOW + number)


def phone_after(sequence: list[tuple[str, str, int]]) -> Phone:
    phone = Phone(platform=Platform.ANDROID)
    for number, what in enumerate(sequence):
        phone.receive(message(number, what), now=NOW + number)
    return phone


@given(st.lists(news(), max_size=30))
def test_no_event_is_ever_shown_or_sounded_twice(sequence: list[tuple[str, str, int]]) -> None:
    phone = phone_after(sequence + sequence)

    shown = Counter(notice.event_id for notice in phone.history)
    assert set(shown.values()) <= {1}
    assert all(notice.shown_times == notice.alerts == 1 for notice in phone.history)
    assert phone.counts["shown"] == len(phone.history) == phone.counts["alerts"]


@given(
    st.lists(news(), max_size=12).flatmap(
        lambda them: st.tuples(st.just(them), st.permutations(them))
    )
)
def test_the_order_of_arrival_never_changes_what_remains_on_the_screen(
    orders: tuple[list[tuple[str, str, int]], list[tuple[str, str, int]]],
) -> None:
    one, other = (phone_after(order) for order in orders)

    assert {tag: each.event_id for tag, each in one.on_screen.items()} == {
        tag: each.event_id for tag, each in other.on_screen.items()
    }


@given(st.lists(news(), max_size=30))
def test_the_history_and_the_screen_agree(sequence: list[tuple[str, str, int]]) -> None:
    phone = phone_after(sequence)

    on_screen = [each for each in phone.history if each.state is State.SHOWN]
    assert sorted(each.tag for each in on_screen) == sorted(phone.on_screen)
    assert all((each.ended_at is None) == (each.state is State.SHOWN) for each in phone.history)


@given(st.lists(news(), max_size=20))
def test_what_a_retraction_covers_is_gone(sequence: list[tuple[str, str, int]]) -> None:
    phone = phone_after([*sequence, *(("retract", tag, 20) for tag in TAGS)])

    assert phone.on_screen == {}


def test_nothing_is_shown_after_it_expired() -> None:
    phone = Phone(platform=Platform.ANDROID)
    late = {"tag": "t", "title": "x", "expires_at": datetime.fromtimestamp(NOW, UTC).isoformat()}

    assert phone.receive(Message("m", {"data": late}, NOW), now=NOW) == "expired_on_arrival"
    assert phone.history == []


keepings = st.builds(
    Keeping,
    until=st.none() | st.floats(min_value=NOW - 10, max_value=NOW + 300),
    collapse_key=st.none() | st.sampled_from("abcdefg"),
)


@given(st.lists(keepings, max_size=250), st.integers(0, 300))
def test_the_store_never_outgrows_fcm_and_never_hands_over_what_expired(
    arrivals: list[Keeping], returns_after_s: int
) -> None:
    store = FcmStore(chance=Random(0))
    for number, keeping in enumerate(arrivals):
        store.keep(Message(f"m{number}", {}, NOW + number / 1000), keeping, now=NOW)
        assert len(store.keyed) <= COLLAPSE_KEYS
        assert len(store.unkeyed) <= WITHOUT_KEY

    until = {f"m{number}": keeping.until for number, keeping in enumerate(arrivals)}
    returned = store.hand_over(now=NOW + returns_after_s).messages
    assert all((until[each.id] or 0) > NOW + returns_after_s for each in returned)
    assert [each.accepted_at for each in returned] == sorted(each.accepted_at for each in returned)
    assert len(store) == 0


READ = [["minji", datetime.fromtimestamp(NOW + 300, UTC).isoformat()]]


@given(st.sampled_from(Platform), st.booleans())
def test_what_was_read_elsewhere_leaves_in_silence(platform: Platform, late: bool) -> None:
    """Up to the moment that was read: later news of the tag stays."""
    phone, data = Phone(platform=platform), {"kind": "inbox.read", "read": json.dumps(READ)}
    shown = {"tag": "minji", "event_id": "minji-5", "title": "5", "category": "care"}
    shown["occurred_at"] = datetime.fromtimestamp(NOW + (360 if late else 300), UTC).isoformat()
    alert = {
        "payload": {"aps": {"alert": {"title": "5"}}},
        "headers": {"apns-collapse-id": "minji"},
    }
    background = {"payload": {"aps": {"content-available": 1}}}
    ios = platform is Platform.IOS

    phone.receive(Message("1", {"data": shown, **({"apns": alert} if ios else {})}, NOW), now=NOW)
    alerts = phone.counts["alerts"]
    phone.receive(
        Message("2", {"data": data, **({"apns": background} if ios else {})}, NOW), now=NOW
    )

    assert list(phone.on_screen) == (["minji"] if late else [])
    assert phone.counts["alerts"] == alerts


def test_a_read_word_that_says_nothing_takes_nothing_off() -> None:
    phone = phone_after([("show", "minji", 5)])
    for said in ("", "7", "[[1]]", '{"a": 1}'):
        phone.receive(Message("r", {"data": {"kind": "inbox.read", "read": said}}, NOW), now=NOW)

    assert list(phone.on_screen) == ["minji"]
