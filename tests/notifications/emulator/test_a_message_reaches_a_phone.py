"""A sender that knows FCM finds it here."""

from tests.notifications.emulator.conftest import Emulator, alert, arrival, notice, retraction


async def test_an_unknown_token_becomes_a_phone_on_its_first_message(emulator: Emulator) -> None:
    answer = await emulator.send(arrival("a"))

    assert answer.status_code == 200
    assert answer.json()["name"].startswith("projects/osan/messages/")
    assert await emulator.screen("a") == ["도착"]


async def test_the_same_event_twice_shows_and_sounds_once(emulator: Emulator) -> None:
    await emulator.send(arrival("a"))
    await emulator.send(arrival("a"))

    phone = await emulator.look("a")
    assert [(each["shown_times"], each["alerts"]) for each in phone["history"]] == [(1, 1)]
    assert len(phone["received"]) == 2
    assert phone["counts"]["suppressed"] == 1


async def test_a_newer_event_under_the_same_tag_replaces_the_older(emulator: Emulator) -> None:
    await emulator.send(arrival("a", event="e1", title="도착"))
    await emulator.send(arrival("a", event="e2", title="하교"))

    phone = await emulator.look("a")
    assert [each["title"] for each in phone["screen"]] == ["하교"]
    assert [each["state"] for each in phone["history"]] == ["replaced", "shown"]


async def test_a_retraction_takes_the_notification_away_and_leaves_its_trace(
    emulator: Emulator,
) -> None:
    await emulator.send(arrival("a"))
    await emulator.send(retraction("a"))

    phone = await emulator.look("a")
    assert phone["screen"] == []
    assert [each["state"] for each in phone["history"]] == ["retracted"]


async def test_the_system_draws_a_repeated_notification_message_again_and_it_sounds_again(
    emulator: Emulator,
) -> None:
    message = notice("a", notification={"tag": "t"}) | {"data": {"event_id": "e1"}}
    await emulator.send(message)
    await emulator.send(message)

    [shown] = (await emulator.look("a"))["history"]
    assert (shown["shown_times"], shown["alerts"]) == (2, 2)


async def test_notification_messages_without_a_tag_pile_up(emulator: Emulator) -> None:
    await emulator.send(notice("a", title="하나"))
    await emulator.send(notice("a", title="둘"))

    assert await emulator.screen("a") == ["하나", "둘"]


async def test_an_iphone_replaces_by_collapse_id(emulator: Emulator) -> None:
    await emulator.phone("i", "ios")
    await emulator.send(alert("i", title="곧 도착"))
    await emulator.send(alert("i", title="도착"))

    assert await emulator.screen("i") == ["도착"]


async def test_an_alert_without_a_sound_is_shown_in_silence(emulator: Emulator) -> None:
    message = alert("i")
    del message["apns"]["payload"]["aps"]["sound"]
    await emulator.send(message)

    [shown] = (await emulator.look("i"))["history"]
    assert (shown["shown_times"], shown["alerts"]) == (1, 0)


async def test_a_background_push_retracts_on_an_iphone(emulator: Emulator) -> None:
    await emulator.phone("i", "ios")
    await emulator.send(alert("i", collapse="minji"))
    await emulator.send(retraction("i"))

    assert await emulator.screen("i") == []


async def test_a_browser_replaces_quietly_unless_told_to_sound_again(emulator: Emulator) -> None:
    message = {"token": "w", "webpush": {"notification": {"title": "공지", "tag": "t"}}}
    message["data"] = {"event_id": "e1"}
    await emulator.send(message)
    await emulator.send(message)

    phone = await emulator.look("w")
    assert phone["platform"] == "web"
    assert [(each["shown_times"], each["alerts"]) for each in phone["history"]] == [(2, 1)]
