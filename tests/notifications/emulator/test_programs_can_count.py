"""The control API tells exactly what happened, for benches that count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.emulator.app import build_app, exchange_of
from notifications.emulator.exchange import Options
from notifications.emulator.fcm_v1 import Sending
from tests.notifications.emulator.conftest import Emulator, arrival


async def test_counters_tell_requests_from_showings(emulator: Emulator) -> None:
    for event in ("e1", "e1", "e2"):
        await emulator.send(arrival("a", event=event, tag=event))

    counts = await emulator.counts()
    told = {name: counts[name] for name in ("requests", "ACCEPTED", "shown", "suppressed")}
    assert told == {"requests": 3, "ACCEPTED": 3, "shown": 2, "suppressed": 1}


async def test_everything_shown_is_one_flat_list(emulator: Emulator) -> None:
    await emulator.phone("a", owner="엄마")
    await emulator.send(arrival("a", event="e1"))
    await emulator.send(arrival("b", event="e1"))
    await emulator.send(arrival("b", event="e2", tag="other"))

    shown = (await emulator.http.get("/control/shown", params={"event_id": "e1"})).json()["shown"]
    assert [(each["token"], each["owner"]) for each in shown] == [("a", "엄마"), ("b", "")]


async def test_the_log_goes_on_where_one_stopped_reading(emulator: Emulator) -> None:
    await emulator.send(arrival("a"))
    first = (await emulator.http.get("/control/log")).json()
    emulator.moment += 5
    await emulator.send(arrival("a"))
    then = (await emulator.http.get("/control/log", params={"since": first["next"]})).json()

    [late] = then["entries"]
    assert (late["effect"], late["at"], late["message"]) == (
        "suppressed",
        emulator.moment,
        arrival("a"),
    )


async def test_a_reset_forgets_phones_and_counts(emulator: Emulator) -> None:
    await emulator.send(arrival("a"))
    await emulator.order("/reset")

    assert await emulator.counts() == {}
    assert (await emulator.http.get("/control/phones")).json() == {"phones": []}


@pytest.mark.parametrize(
    "order",
    [{}, {"token": 5}, {"token": "a", "platform": "brick"}, {"token": "a", "timezone": "Mars"}],
)
async def test_a_phone_nobody_can_build_is_refused(
    emulator: Emulator, order: dict[str, object]
) -> None:
    assert (await emulator.http.post("/control/phones", json=order)).status_code == 400


async def test_a_token_with_a_slash_can_be_addressed(emulator: Emulator) -> None:
    await emulator.send(arrival("a/b:c"))
    await emulator.order("/phones/a%2Fb:c/offline")

    assert (await emulator.look("a%2Fb:c"))["online"] is False


async def test_an_unknown_phone_is_said_to_be_unknown(emulator: Emulator) -> None:
    assert (await emulator.http.get("/control/phones/nobody")).status_code == 404


@given(st.lists(st.sampled_from("abc"), max_size=40))
def test_counts_stay_exact_when_the_journal_lets_entries_go(events: list[str]) -> None:
    options = Options(journal_length=3, received_length=2)
    exchange = exchange_of(build_app(options=options, now=lambda: 0.0))
    for event in events:
        sending = Sending("t", {"data": {"event_id": event, "tag": event, "title": event}}, False)
        device = exchange.find_or_register(sending)
        assert device is not None
        exchange.deliver(device, sending, outcome="ACCEPTED", status=200)

    assert exchange.journal.counts["ACCEPTED"] == exchange.journal.seq == len(events)
    assert exchange.journal.counts["shown"] == len(set(events))
    assert len(exchange.journal.entries) <= 3
