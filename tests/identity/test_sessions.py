"""Sessions live through lost answers and die of stolen tokens."""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest

from domains.identity import public as identity
from domains.identity.models import Session, SignInCode
from domains.identity.sign_in_codes import s256
from domains.kernel.models import AuditEntry, OutboxRow
from tests.stories.house import everything

A_MONTH = timedelta(days=30)
VERIFIER = "v" * 43
LINK = "osantalk://signed-in"


@pytest.fixture
def begin(person, clock, ids):
    async def make() -> identity.OpenSession:
        return await identity.open_session(
            person_id=await person("hana"),
            device_name="phone",
            lives=A_MONTH,
            clock=clock,
            ids=ids,
        )

    return make


@pytest.fixture
def refresh(clock, ids):
    async def use(token: str):
        return await identity.refresh_session(refresh_token=token, clock=clock, ids=ids)

    return use


async def revocations() -> int:
    return await OutboxRow.filter(topic="identity.session_revoked").count()


async def test_a_sign_in_leaves_a_trace(begin):
    session = await begin()
    trace = await AuditEntry.get()
    assert (trace.action, trace.actor_id, trace.reference) == (
        "identity.session.open",
        session.person_id,
        session.session_id,
    )


async def test_each_use_replaces_the_token(begin, refresh):
    first = await begin()
    second = await refresh(first.refresh_token)
    third = await refresh(second.refresh_token)
    assert len({first.refresh_token, second.refresh_token, third.refresh_token}) == 3
    assert first.session_id == second.session_id == third.session_id


async def test_a_lost_answer_is_given_again_even_hours_later(begin, refresh, clock):
    first = await begin()
    await refresh(first.refresh_token)
    clock.advance(timedelta(hours=9))
    again = await refresh(first.refresh_token)
    assert isinstance(again, identity.OpenSession)
    assert isinstance(await refresh(again.refresh_token), identity.OpenSession)


async def test_five_tabs_that_refresh_at_once_all_stay_signed_in(begin, refresh, clock):
    first = await begin()
    answers = await asyncio.gather(*(refresh(first.refresh_token) for _ in range(5)))
    assert len({answer.refresh_token for answer in answers}) == 5
    clock.advance(timedelta(minutes=9))
    assert isinstance(await refresh(answers[2].refresh_token), identity.OpenSession)


async def test_a_tab_that_was_overtaken_goes_on_with_what_the_other_one_brought(
    begin, refresh, clock
):
    first = await begin()
    second = await refresh(first.refresh_token)
    third = await refresh(second.refresh_token)
    clock.advance(timedelta(seconds=9))
    late = await refresh(first.refresh_token)
    assert late == identity.SessionGoesOn(first.session_id, first.person_id, first.signed_in_at)
    assert isinstance(await refresh(third.refresh_token), identity.OpenSession)


async def test_a_stolen_token_ends_the_session_for_both(begin, refresh, clock):
    stolen = await begin()
    owners = await refresh((await refresh(stolen.refresh_token)).refresh_token)
    clock.advance(timedelta(seconds=11))

    assert await refresh(stolen.refresh_token) == identity.SessionOver()

    assert await refresh(owners.refresh_token) == identity.SessionOver()
    assert (await Session.get()).revoked_because == "refresh_token_reused"
    assert await revocations() == 1


async def test_whoever_knows_the_sessions_id_and_guesses_ends_nothing(begin, refresh):
    session, before = await begin(), await everything()
    secret = urlsafe_b64encode(bytes(48)).decode()
    assert await refresh(f"{session.session_id}.{secret}") == identity.SessionOver()
    assert await everything() == before
    assert isinstance(await refresh(session.refresh_token), identity.OpenSession)


async def test_a_session_ends_in_time_however_often_it_is_used(begin, refresh, clock):
    session = await begin()
    for _ in range(3):
        clock.advance(timedelta(days=9))
        session = await refresh(session.refresh_token)
    clock.advance(timedelta(days=3))
    assert await refresh(session.refresh_token) == identity.SessionOver()
    assert await revocations() == 0


@pytest.mark.parametrize("token", ["", "x", "a.b", f"{'0' * 32}.AAAA", "é.é"])
async def test_nonsense_is_refused_without_a_trace(begin, refresh, token):
    await begin()
    assert await refresh(token) == identity.SessionOver()
    assert (await Session.get()).revoked_at is None


async def test_no_refresh_token_is_stored(begin, refresh):
    opened = await begin()
    successor = await refresh(opened.refresh_token)
    row = await Session.get()
    stored = repr(dict(row)).encode() + row.refresh_hash + row.family_hash
    for token in (opened.refresh_token, successor.refresh_token):
        secret = urlsafe_b64decode(token.partition(".")[2])
        assert secret not in stored
        assert secret[:16] not in stored
        assert secret[16:] not in stored
    assert opened.refresh_token not in repr(opened)


@pytest.fixture
def code_for(person, clock, ids):
    async def make(challenge: str = s256(VERIFIER)) -> str:
        issued = await identity.issue_sign_in_code(
            person_id=await person("hana"),
            handover=identity.Handover(challenge, LINK),
            lives=timedelta(seconds=60),
            clock=clock,
            ids=ids,
        )
        return issued.text

    return make


@pytest.fixture
def redeem(clock, ids):
    async def use(code: str, *, verifier: str = VERIFIER, redirect_uri: str = LINK):
        return await identity.redeem_sign_in_code(
            code=code,
            verifier=verifier,
            redirect_uri=redirect_uri,
            device_name="phone",
            session_lives=A_MONTH,
            clock=clock,
            ids=ids,
        )

    return use


async def test_the_app_that_began_fetches_its_session(code_for, redeem):
    assert isinstance(await redeem(await code_for()), identity.OpenSession)


async def test_an_app_that_caught_the_link_gets_nothing(code_for, redeem):
    code = await code_for()
    assert await redeem(code, verifier="guess") == identity.CodeRefused()
    assert await redeem(code, redirect_uri="osantalk://elsewhere") == identity.CodeRefused()
    assert not await Session.exists()


async def test_a_code_that_comes_back_ends_the_session_it_opened(code_for, redeem, refresh):
    code = await code_for()
    session = await redeem(code)
    assert await redeem(code) == identity.CodeRefused()
    assert await refresh(session.refresh_token) == identity.SessionOver()


async def test_a_guess_at_a_used_code_does_not_end_the_session(code_for, redeem, refresh):
    code = await code_for()
    session = await redeem(code)
    assert await redeem(code[:-1] + "?") == identity.CodeRefused()
    assert isinstance(await refresh(session.refresh_token), identity.OpenSession)


async def test_two_exchanges_at_once_open_one_session(code_for, redeem):
    code = await code_for()
    await asyncio.gather(*(redeem(code) for _ in range(4)))
    assert await Session.all().count() == 1


async def test_a_code_does_not_wait(code_for, redeem, clock):
    code = await code_for()
    clock.advance(timedelta(seconds=60))
    assert await redeem(code) == identity.CodeRefused()


async def test_codes_that_nobody_fetched_are_swept(code_for, clock):
    await code_for()
    clock.advance(timedelta(days=2))
    await code_for()
    assert await SignInCode.all().count() == 1


@pytest.mark.parametrize("code", ["", "x", "a.b", "018f0000-0000-7000-8000-000000000000.x"])
async def test_what_is_no_code_opens_nothing(database, redeem, code):
    assert await redeem(code) == identity.CodeRefused()
