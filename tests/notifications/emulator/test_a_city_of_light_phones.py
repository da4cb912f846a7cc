"""Phones that are only counted count as whole phones do, and a judge counts what arrives."""

from collections.abc import Sequence
from random import Random

import httpx
from hypothesis import given
from hypothesis import strategies as st

from notifications.emulator.app import build_app, exchange_of, sends_of
from notifications.emulator.arrivals import Arrivals
from notifications.emulator.exchange import Exchange, Options
from notifications.emulator.status import Answer
from notifications.emulator.tally import EventTally, Mark
from tests.notifications.emulator.conftest import Emulator, alert, arrival

Push = tuple[str, str, bool]
PUSHES = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("xyz"), st.booleans()))


def play(pushes: Sequence[Push], *, light: bool) -> Exchange:
    app = build_app(options=Options(light=light), now=lambda: 100.0)
    for token, event, is_ios in pushes:
        name = f"{token}-{'ios' if is_ios else 'android'}"
        message = alert(name, collapse=event) if is_ios else arrival(name, event=event, tag=event)
        message["data"]["event_id"] = event
        taken = sends_of(app).take(
            project="osan",
            authorization=b"Bearer emulator",
            raw=httpx.Request("POST", "http://x", json={"message": message}).content,
        )
        assert isinstance(taken.answer, Answer)
        assert taken.answer.status == 200
    return exchange_of(app)


@given(PUSHES)
def test_light_phones_count_as_whole_phones_do(pushes: list[Push]) -> None:
    whole, light = play(pushes, light=False), play(pushes, light=True)

    assert light.journal.counts == whole.journal.counts
    for event in "xyz":
        for mark in Mark:
            assert sorted(light.tally.tokens(event, mark)) == sorted(
                whole.tally.tokens(event, mark)
            )
    for device in whole.devices.values():
        for notice in device.phone.history:
            assert whole.tally.count(notice.event_id, device.token, Mark.SHOWN) == 1


async def test_a_tally_tells_who_showed_an_event_and_who_did_not(emulator: Emulator) -> None:
    for token in ("a", "b"):
        await emulator.send(arrival(token))
    await emulator.send(arrival("a"))
    await emulator.order("/phones/b/offline")
    emulator.moment += 3
    await emulator.send(arrival("b", event="e2"))

    [first, second] = (await emulator.http.get("/control/tally")).json()["events"]
    assert first["accepted"] == {"once": 1, "more": 1}
    assert first["shown"] == {"once": 2, "more": 0, "none": 0}
    assert second["shown"] == {"once": 0, "more": 0, "none": 1}
    assert second["first_at"] == second["last_at"] == emulator.moment
    lines = (await emulator.http.get("/control/tally/tokens", params={"event_id": "e2"})).text
    assert lines == "b 0\n"


async def test_the_judge_of_quotas_counts_refused_sends_too(emulator: Emulator) -> None:
    await emulator.order("/behaviour", behaviour="quota", next=2)
    for _ in range(5):
        await emulator.send(arrival("a"))
        emulator.moment += 20

    told = (await emulator.http.get("/control/arrivals?window_s=30")).json()
    assert (told["total"], told["most"]) == (5, 2)


@given(st.lists(st.floats(0, 300), max_size=60), st.sampled_from([1.0, 30.0, 60.0]))
def test_no_window_holds_more_than_the_judge_says(moments: list[float], window_s: float) -> None:
    arrivals = Arrivals()
    for at in moments:
        arrivals.note(at)
    most, _ = arrivals.most_within(window_s)
    true = [sum(began <= at < began + window_s for at in moments) for began in moments]

    assert max(true, default=0) <= most
    assert most <= max(
        (sum(began - 0.2 <= at < began + window_s + 0.2 for at in moments) for began in moments),
        default=0,
    )


def test_an_alarm_to_two_phones_of_a_million_costs_two_pages() -> None:
    tally = EventTally(first_at=0.0, last_at=0.0)
    dice = Random(1)
    for number in dice.sample(range(1_000_000), 2):
        tally.add(number, Mark.SHOWN)

    assert sum(map(len, tally.pages.values())) == 2 * 768
    assert tally.how_many(Mark.SHOWN) == {"once": 2, "more": 0}
