"""One person, several ways of signing in: linked by both sign-ins, never by what a profile says."""

import asyncio
import re
from datetime import timedelta
from html import unescape

import httpx
import pytest

from domains.identity import public as identity
from domains.identity.models import Account, Person, Session
from domains.kernel.actor import Actor
from tests.identity.conftest import GATEWAY, Town
from tests.identity.sign_in_story import reason_shown
from tests.stories.house import everything

WITHIN = timedelta(minutes=10)


async def ask_to_link(town: Town, provider: str = "school") -> httpx.Response:
    return await town.browser.get(f"{GATEWAY}/auth/link", params={"provider": provider})


async def set_out(town: Town, provider: str = "school", *, origin: str = GATEWAY) -> httpx.Response:
    return await town.browser.post(
        f"{GATEWAY}/auth/link", data={"provider": provider}, headers={"Origin": origin}
    )


def onward(page: httpx.Response) -> httpx.URL:
    [address] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    return httpx.URL(unescape(address))


async def answer_of(town: Town, citizen: str) -> httpx.URL:
    """The second sign-in's answer, not yet followed."""
    there = onward(await set_out(town)).copy_set_param("login_hint", citizen)
    return httpx.URL((await town.browser.get(there)).headers["location"])


async def link(town: Town, citizen: str) -> httpx.Response:
    return await town.browser.get(await answer_of(town, citizen))


async def events() -> list[str]:
    from domains.kernel import sql

    rows = await sql.fetch("SELECT topic FROM kernel.outbox ORDER BY id")
    return [row["topic"] for row in rows]


async def test_two_sign_ins_make_one_person_of_two_accounts(town):
    await town.sign_in("hana")
    assert "교육디지털원패스 로그인을 연결할까요?" in (await ask_to_link(town)).text

    page = await link(town, "hana")

    assert "연결했습니다." in page.text
    assert await Person.all().count() == 1
    assert {account.provider for account in await Account.all()} == {"dev", "school"}
    assert (await events())[-1] == "identity.account_linked"
    town.browser.cookies.clear()
    await town.sign_in("hana", provider="school")
    assert await Person.all().count() == 1


async def test_linking_again_changes_nothing(town):
    await town.sign_in("hana")
    await link(town, "hana")
    before = await everything()
    assert "이미 연결된" in (await link(town, "hana")).text
    assert await everything() == before


async def test_an_account_of_another_person_is_refused_and_stays_theirs(town):
    await town.sign_in("jungwoo", provider="school")
    town.browser.cookies.clear()
    await town.sign_in("hana")
    before = await everything()

    page = await link(town, "jungwoo")

    assert (page.status_code, reason_shown(page)) == (409, "belongs_to_another")
    assert "이 계정은 이미 다른 이용자가 쓰고 있습니다." in page.text
    assert await everything() == before


async def test_the_same_name_at_two_providers_is_two_people_until_both_sign_in(town):
    """Whatever two profiles have in common, nobody gets into an account by it."""
    await town.sign_in("hana")
    town.browser.cookies.clear()
    await town.sign_in("hana", provider="school")
    assert await Person.all().count() == 2


@pytest.mark.parametrize("signed_in", [True, False])
async def test_whoever_did_not_sign_in_just_now_is_asked_to_first(town, signed_in):
    if signed_in:
        await town.sign_in("hana")
    town.clock.advance(timedelta(minutes=6))

    page = await ask_to_link(town)

    assert "먼저 지금 쓰는 방법으로" in page.text
    [way] = re.findall(r'class="button" href="([^"]+)"', page.text)
    page = await town.visit(f"{GATEWAY}{unescape(way)}&login_hint=hana")
    assert str(page.url) == f"{GATEWAY}/auth/link?provider=school"
    assert "연결할까요?" in page.text
    assert await Session.filter(revoked_at=None).count() == 1


async def test_a_page_of_another_site_begins_no_linking(town):
    await town.sign_in("hana")
    answer = await set_out(town, origin="https://evil.example")
    assert answer.status_code == 403


async def test_a_link_alone_links_nothing(town):
    """The page asks; only its button, on our own site, sets out."""
    await town.sign_in("hana")
    before = await everything()
    page = await ask_to_link(town)
    assert 'http-equiv="refresh"' not in page.text
    assert "set-cookie" not in page.headers
    assert await everything() == before


async def test_an_answer_counts_only_in_the_session_that_asked(town):
    await town.sign_in("hana")
    callback = await answer_of(town, "hana")
    await town.sign_in("jungwoo")
    before = await everything()

    assert reason_shown(await town.browser.get(callback)) == "session_over"
    assert await everything() == before


async def test_an_attackers_answer_in_my_browser_links_nothing_to_me(town):
    """Login CSRF: the attacker begins, and lures me onto the answer."""
    await town.sign_in("stranger")
    callback = await answer_of(town, "stranger")
    town.browser.cookies.clear()
    await town.sign_in("hana")
    before = await everything()

    assert reason_shown(await town.browser.get(callback)) == "no_login_begun"
    assert await everything() == before


async def test_two_sign_ins_too_far_apart_link_nothing(town):
    await town.sign_in("hana")
    town.clock.advance(timedelta(minutes=4))
    there = onward(await set_out(town)).copy_set_param("login_hint", "hana")
    town.clock.advance(timedelta(minutes=7))
    before = await everything()

    assert reason_shown(await town.visit(str(there))) == "proof_too_old"
    assert await everything() == before


async def test_an_unknown_provider_cannot_be_linked(town):
    await town.sign_in("hana")
    page = await ask_to_link(town, "nobody")
    assert (page.status_code, reason_shown(page)) == (404, "unknown_provider")


@pytest.fixture
async def hana(database, clock, ids) -> Actor:
    """She may sign in by `dev`, and did so just now."""
    person_id = await identity.enrol_person(
        provider="dev", subject="hana", profile=identity.Profile("하나"), clock=clock, ids=ids
    )
    return Actor(person_id=person_id, signed_in_at=clock.now())


def proven(subject: str, clock, provider: str = "school") -> identity.ProvenAccount:
    return identity.ProvenAccount(provider, subject, proved_at=clock.now())


async def test_the_last_way_of_signing_in_stays(hana, clock, ids):
    [only] = await identity.accounts_of(hana.person_id)
    before = await everything()
    refused = await identity.unlink_account(
        actor=hana, account_id=only.account_id, clock=clock, ids=ids
    )
    assert refused == identity.LastAccount()
    assert await everything() == before


async def test_two_unlinkings_at_once_leave_one_way(hana, clock, ids):
    await identity.link_account(
        actor=hana, account=proven("hana", clock), within=WITHIN, clock=clock, ids=ids
    )
    accounts = await identity.accounts_of(hana.person_id)
    outcomes = await asyncio.gather(
        *(
            identity.unlink_account(actor=hana, account_id=account.account_id, clock=clock, ids=ids)
            for account in accounts
        )
    )
    assert {type(outcome) for outcome in outcomes} == {identity.Unlinked, identity.LastAccount}
    assert len(await identity.accounts_of(hana.person_id)) == 1


async def test_unlinking_ends_what_the_account_had_opened_but_for_the_session_that_asks(
    hana, clock, ids
):
    linked = await identity.link_account(
        actor=hana, account=proven("hana", clock), within=WITHIN, clock=clock, ids=ids
    )
    assert isinstance(linked, identity.Linked)

    async def session(provider: str) -> identity.OpenSession:
        return await identity.open_session(
            person_id=hana.person_id,
            device_name="phone",
            lives=timedelta(days=30),
            provider=provider,
            provider_subject="hana",
            clock=clock,
            ids=ids,
        )

    other, here, by_dev = [await session(name) for name in ("school", "school", "dev")]
    asking = Actor(person_id=hana.person_id, session_id=here.session_id, signed_in_at=clock.now())

    outcome = await identity.unlink_account(
        actor=asking, account_id=linked.account_id, clock=clock, ids=ids
    )

    assert outcome == identity.Unlinked(linked.account_id, sessions_ended=1)
    standing = {row.id for row in await Session.filter(revoked_at=None)}
    assert standing == {here.session_id, by_dev.session_id}
    assert other.session_id not in standing


async def test_nobody_unlinks_anothers_account(hana, clock, ids):
    stranger = await identity.enrol_person(
        provider="dev", subject="stranger", profile=identity.Profile("모름"), clock=clock, ids=ids
    )
    [hanas] = await identity.accounts_of(hana.person_id)
    before = await everything()
    outcome = await identity.unlink_account(
        actor=Actor(person_id=stranger), account_id=hanas.account_id, clock=clock, ids=ids
    )
    assert outcome == identity.NotYourAccount()
    assert await everything() == before


async def test_nobody_piles_up_accounts(hana, clock, ids):
    for number in range(9):
        await identity.link_account(
            actor=hana, account=proven(f"{number}", clock), within=WITHIN, clock=clock, ids=ids
        )
    before = await everything()
    outcome = await identity.link_account(
        actor=hana, account=proven("one more", clock), within=WITHIN, clock=clock, ids=ids
    )
    assert outcome == identity.TooManyAccounts()
    assert await everything() == before


async def test_one_account_linked_by_two_people_at_once_goes_to_one(hana, clock, ids):
    other = await identity.enrol_person(
        provider="dev", subject="other", profile=identity.Profile("다른"), clock=clock, ids=ids
    )
    both = [hana, Actor(person_id=other, signed_in_at=clock.now())]
    outcomes = await asyncio.gather(
        *(
            identity.link_account(
                actor=actor, account=proven("same", clock), within=WITHIN, clock=clock, ids=ids
            )
            for actor in both
        )
    )
    assert {type(outcome) for outcome in outcomes} == {identity.Linked, identity.BelongsToAnother}
