"""What waits at FCM and at Apple, for how long, and what is lost."""

import pytest

from tests.notifications.emulator.conftest import Emulator, alert, arrival, notice, retraction


async def test_a_message_waits_for_the_phone(emulator: Emulator) -> None:
    await emulator.phone("a", online=False)
    await emulator.send(arrival("a"))
    assert await emulator.screen("a") == []

    await emulator.order("/phones/a/online")
    assert await emulator.screen("a") == ["도착"]


async def test_a_message_past_its_ttl_is_never_seen(emulator: Emulator) -> None:
    await emulator.phone("a", online=False)
    await emulator.send(arrival("a"))
    emulator.moment += 3600

    await emulator.order("/phones/a/online")
    phone = await emulator.look("a")
    assert phone["history"] == []
    assert phone["counts"]["expired"] == 1


async def test_ttl_zero_is_now_or_never(emulator: Emulator) -> None:
    await emulator.phone("a", online=False)
    message = arrival("a")
    message["android"]["ttl"] = "0s"
    await emulator.send(message)

    await emulator.order("/phones/a/online")
    phone = await emulator.look("a")
    assert phone["history"] == []
    assert phone["counts"]["now_or_never"] == 1


async def test_the_same_collapse_key_keeps_only_the_latest(emulator: Emulator) -> None:
    await emulator.phone("a", online=False)
    for event in ("e1", "e2"):
        message = arrival("a", event=event, tag=event, title=event)
        message["android"]["collapse_key"] = "sync"
        await emulator.send(message)

    await emulator.order("/phones/a/online")
    assert await emulator.screen("a") == ["e2"]


async def test_a_fifth_collapse_key_pushes_one_out(emulator: Emulator) -> None:
    await emulator.phone("a", online=False)
    for number in range(5):
        message = arrival("a", event=f"e{number}", tag=f"t{number}", title=f"{number}")
        message["android"]["collapse_key"] = f"k{number}"
        await emulator.send(message)

    await emulator.order("/phones/a/online")
    shown = await emulator.screen("a")
    assert len(shown) == 4
    assert "4" in shown


async def test_notification_messages_collapse_whatever_key_they_name(emulator: Emulator) -> None:
    await emulator.phone("a", online=False)
    await emulator.send(notice("a", title="하나", collapse_key="one"))
    await emulator.send(notice("a", title="둘", collapse_key="two"))

    await emulator.order("/phones/a/online")
    assert await emulator.screen("a") == ["둘"]


async def test_the_hundred_and_first_message_loses_them_all(emulator: Emulator) -> None:
    await emulator.phone("a", online=False)
    for number in range(101):
        await emulator.send(arrival("a", event=f"e{number}", tag=f"t{number}"))

    await emulator.order("/phones/a/online")
    phone = await emulator.look("a")
    assert phone["history"] == []
    assert phone["counts"]["deleted_messages"] == 1


async def test_only_the_latest_alert_waits_for_an_iphone(emulator: Emulator) -> None:
    await emulator.phone("i", "ios", online=False)
    await emulator.send(alert("i", title="하나", collapse="c1"))
    await emulator.send(alert("i", title="둘", collapse="c2"))

    await emulator.order("/phones/i/online")
    assert await emulator.screen("i") == ["둘"]


@pytest.mark.parametrize(("expiration_s", "shown"), [("0", []), (None, ["도착"])])
async def test_apples_expiration_rules_an_alert(
    emulator: Emulator, expiration_s: str | None, shown: list[str]
) -> None:
    await emulator.phone("i", "ios", online=False)
    headers = {} if expiration_s is None else {"apns-expiration": expiration_s}
    await emulator.send(alert("i", **headers))

    await emulator.order("/phones/i/online")
    assert await emulator.screen("i") == shown


async def test_a_retraction_misses_an_iphone_that_is_away(emulator: Emulator) -> None:
    await emulator.phone("i", "ios")
    await emulator.send(alert("i", collapse="minji"))
    await emulator.order("/phones/i/offline")
    await emulator.send(retraction("i"))

    await emulator.order("/phones/i/online")
    assert await emulator.screen("i") == ["도착"]
