"""`POST /push/seen`: by its push token alone, about its own, and no more."""

import pytest

from domains.identity import public as identity
from domains.identity.public import Platform
from domains.kernel import sql
from tests.stories.house import everything

TOKEN = "an-installation-of-hana"


@pytest.fixture
async def phone(family, clock, ids):
    return await identity.register_push_device(
        person_id=family.parent,
        platform=Platform.ANDROID,
        push_token=TOKEN,
        name="hana",
        clock=clock,
        ids=ids,
    )


@pytest.fixture
def sent(clock, ids):
    """Something went to this installation, to this person."""

    async def send(device):
        event, now = ids.new(), clock.now()
        await sql.execute(
            """
            INSERT INTO notifications.deliveries
                (event_id, device_id, person_id, locale, state, attempts,
                 expires_at, created_at, next_attempt_at)
            VALUES ($1, $2, $3, 'ko', 'sent', 1, $4, $4, $4)
            """,
            event,
            device.device_id,
            device.person_id,
            now,
        )
        return event

    return send


async def say(house, **said) -> int:
    return (await house.http.post("/push/seen", json=said)).status_code


async def states() -> list[str]:
    rows = await sql.fetch("SELECT state FROM notifications.deliveries ORDER BY event_id")
    return [row["state"] for row in rows]


async def test_it_says_seen_without_a_session_and_again_changes_nothing(house, phone, sent):
    shown = [str(await sent(phone)) for _ in range(2)]

    assert await say(house, token=TOKEN, event_ids=shown[:1]) == 204
    after = await everything()
    assert await say(house, token=TOKEN, event_ids=shown[:1]) == 204

    assert await states() == ["seen", "sent"]
    assert await everything() == after


async def test_a_browser_says_it_by_its_subscription(house, family, sent, clock, ids):
    """In whatever order its JSON comes: there is one form of it that we keep."""
    kept = '{"endpoint":"https://push.example/1","keys":{"auth":"YQ","p256dh":"Yg"}}'
    browser = await identity.register_push_device(
        person_id=family.parent,
        platform=Platform.WEB,
        push_token=kept,
        name="브라우저",
        clock=clock,
        ids=ids,
    )
    said = {
        "keys": {"p256dh": "Yg", "auth": "YQ"},
        "expirationTime": None,
        "endpoint": "https://push.example/1",
    }
    shown = await sent(browser)
    assert await say(house, token=said, event_ids=[str(shown)], opened=True) == 204
    assert await states() == ["seen"]


async def test_who_is_unknown_or_forgotten_changes_nothing(house, phone, sent, clock, ids):
    shown = await sent(phone)
    before = await everything()
    assert await say(house, token="guessed", event_ids=[str(shown)]) == 401
    assert await everything() == before
    await identity.forget_push_token(TOKEN, clock=clock, ids=ids)
    assert await say(house, token=TOKEN, event_ids=[str(shown)]) == 401
    assert await states() == ["sent"]


async def test_it_says_nothing_for_another_phone_of_the_same_person(
    house, family, phone, sent, clock, ids
):
    other = await identity.register_push_device(
        person_id=family.parent,
        platform=Platform.IOS,
        push_token="another",
        name="tablet",
        clock=clock,
        ids=ids,
    )
    shown = await sent(other)
    assert await say(house, token=TOKEN, event_ids=[str(shown)], opened=True) == 204
    assert await states() == ["sent"]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"token": TOKEN},
        {"token": TOKEN, "event_ids": []},
        {"token": TOKEN, "event_ids": ["no id"]},
        {"token": TOKEN, "event_ids": [7]},
        {"token": TOKEN, "event_ids": "0190b6a0-7c00-7abc-8def-0123456789ab"},
        {"token": TOKEN, "event_ids": ["0190b6a0-7c00-7abc-8def-0123456789ab"] * 101},
        {"token": TOKEN, "event_ids": ["0190b6a0-7c00-7abc-8def-0123456789ab"], "opened": 1},
        {"token": {"endpoint": 1}, "event_ids": ["0190b6a0-7c00-7abc-8def-0123456789ab"]},
        {"token": "nul\0", "event_ids": ["0190b6a0-7c00-7abc-8def-0123456789ab"]},
        {"token": 7, "event_ids": ["0190b6a0-7c00-7abc-8def-0123456789ab"]},
    ],
)
async def test_whatever_else_is_said_is_the_apps_mistake(house, phone, said):
    before = await everything()
    assert await say(house, **said) == 400
    assert await everything() == before


async def test_what_is_too_large_or_no_json_is_refused(house):
    assert (await house.http.post("/push/seen", content=b"x" * 20_000)).status_code == 413
    for body in (b"", b"[]", b"null", b"7", b'"text"', b"\xff"):
        assert (await house.http.post("/push/seen", content=body)).status_code == 400


async def test_an_installation_that_comes_too_often_waits(house, phone, sent, settings):
    shown = str(await sent(phone))
    often = settings.rates.device_burst
    codes = {await say(house, token=TOKEN, event_ids=[shown]) for _ in range(often)}
    assert codes == {204}
    answer = await house.http.post("/push/seen", json={"token": TOKEN, "event_ids": [shown]})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
