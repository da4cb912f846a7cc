"""A dangerous act asks for a fresh sign-in: by the session's own person, and no other."""

from datetime import timedelta

import pytest

from domains.identity import public as identity
from domains.identity.models import Person, Session
from infra.emulated_idp.misbehaviour import Wrong
from infra.oidc.command_line import sign_in_as
from infra.oidc.refusal import Refusal
from tests.identity.conftest import GATEWAY
from tests.identity.sign_in_story import reason_shown, refresh_by_cookie
from tests.stories.house import everything


async def auth_time(town):
    token = (await refresh_by_cookie(town)).json()["access_token"]
    return town.desk.tokens.verify(token).actor.signed_in_at


@pytest.fixture
async def hana_since_this_morning(town):
    """Signed in two hours ago."""
    await town.sign_in("hana")
    town.clock.advance(timedelta(hours=2))
    return await Session.get()


async def test_a_fresh_sign_in_freshens_the_session_that_asked(town, hana_since_this_morning):
    page = await town.sign_in("hana", fresh="1", return_to="/graphql")

    assert str(page.url) == f"{GATEWAY}/graphql"
    session = await Session.get()
    assert session.id == hana_since_this_morning.id
    assert session.signed_in_at == town.clock.now()
    assert await auth_time(town) == town.clock.now()


async def test_where_a_provider_does_not_say_when_it_asked_nobody_is_told_a_time(town):
    town.misbehave(Wrong.SILENT)
    await town.sign_in("hana")
    hana = await Person.get()

    (shown,) = await identity.sessions_in_care_of(hana.id, limit=5, before=None, clock=town.clock)

    assert shown.signed_in_at is None
    assert await auth_time(town) < town.clock.now() - timedelta(days=365), "never fresh"


async def test_the_provider_is_asked_to_ask_anew_and_to_say_when_it_did(town):
    begun = await town.browser.get(f"{GATEWAY}/auth/login", params={"provider": "dev", "fresh": 1})
    asked = begun.next_request.url.params
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")


@pytest.mark.parametrize(
    ("wrong", "reason", "said"),
    [
        (Wrong.STALE, Refusal.NOT_FRESH, "다시 시도하거나"),
        (Wrong.SILENT, Refusal.AUTH_TIME_UNSAID, "다시 시도해도 같으니 다른 방법으로"),
    ],
)
async def test_a_provider_that_asks_nobody_anew_freshens_nothing_and_the_person_is_told_why(
    town, hana_since_this_morning, wrong, reason, said
):
    before = await everything()
    town.misbehave(wrong)

    page = await town.sign_in("hana", fresh="1")

    assert reason_shown(page) == reason
    assert said in page.text
    assert await everything() == before


async def test_another_person_freshens_nothing(town, hana_since_this_morning):
    await sign_in_as(GATEWAY, "jungwoo", http=town.browser)
    before = await everything()

    page = await town.sign_in("jungwoo", fresh="1")

    assert reason_shown(page) == "another_person"
    assert await everything() == before


async def test_a_stranger_is_not_even_enrolled(town, hana_since_this_morning):
    before = await everything()
    assert reason_shown(await town.sign_in("stranger", fresh="1")) == "another_person"
    assert await everything() == before


async def test_a_session_that_ended_meanwhile_is_not_freshened(town, hana_since_this_morning):
    callback = await town.answer_for("hana", fresh="1")
    await town.browser.post(f"{GATEWAY}/auth/logout", headers={"Origin": GATEWAY})
    before = await everything()

    assert reason_shown(await town.browser.get(callback)) == "session_over"
    assert await everything() == before


async def test_an_answer_for_one_session_does_not_freshen_the_next(town, hana_since_this_morning):
    callback = await town.answer_for("hana", fresh="1")
    await town.sign_in("jungwoo")
    before = await everything()

    assert reason_shown(await town.browser.get(callback)) == "session_over"
    assert await everything() == before


async def test_without_a_session_a_fresh_sign_in_is_a_sign_in(town):
    await town.sign_in("hana", fresh="1")
    assert (await Session.get()).signed_in_at == town.clock.now()
    assert await Person.all().count() == 1


async def test_a_provider_that_never_says_when_it_asked_vouches_for_no_fresh_sign_in(town):
    town.misbehave(Wrong.SILENT)
    await town.sign_in("hana")
    assert (await auth_time(town)).year == 1970


async def test_a_browser_that_signs_in_again_keeps_one_session(town):
    await town.sign_in("hana")
    await town.sign_in("jungwoo")
    assert await Session.filter(revoked_at=None).count() == 1
