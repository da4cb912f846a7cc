"""The development provider speaks OpenID Connect strictly, so that we learn nothing sloppy."""

import base64
import hashlib
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from infra.emulated_idp.app import build_app
from infra.emulated_idp.citizens import CITIZENS
from infra.emulated_idp.provider import Client

ISSUER = "http://idp.test"
HERE = "https://talk.example/auth/callback/dev"
VERIFIER = "v" * 43
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
)
ASKED = {
    "response_type": "code",
    "client_id": "osan-talk",
    "redirect_uri": HERE,
    "scope": "openid profile",
    "state": "s",
    "nonce": "n",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
CLIENT = ("osan-talk", "for-development-only")


@pytest.fixture
async def idp(clock):
    app = build_app(
        issuer=ISSUER,
        clients=[Client(redirect_uris=(HERE,))],
        now=lambda: clock.now().timestamp(),
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ISSUER) as client:
        yield client


def sent_back(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith(HERE)
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return {key: values[0] for key, values in query.items()}


async def code_for(idp, citizen="hana") -> str:
    return sent_back(await idp.get("/authorize", params=ASKED | {"login_hint": citizen}))["code"]


async def exchange(idp, code, *, auth=CLIENT, **changes):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": HERE,
        "code_verifier": VERIFIER,
    }
    return await idp.post("/token", data=form | changes, auth=auth)


async def test_a_tap_leads_to_an_id_token_that_the_published_keys_verify(idp):
    tokens = (await exchange(idp, await code_for(idp))).json()
    keys = KeySet.import_key_set((await idp.get("/jwks.json")).json())
    claims = jwt.decode(tokens["id_token"], keys, algorithms=["ES256"]).claims
    assert (claims["iss"], claims["aud"], claims["sub"], claims["nonce"]) == (
        ISSUER,
        "osan-talk",
        "hana",
        "n",
    )
    told = await idp.get("/userinfo", headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert told.json()["name"] == "김하나"


async def test_every_address_in_the_discovery_document_answers(idp):
    document = (await idp.get("/.well-known/openid-configuration")).json()
    addresses = [value for key, value in document.items() if key.endswith(("endpoint", "_uri"))]
    assert len(addresses) == 5
    for address in addresses:
        assert (await idp.get(address)).status_code in (200, 400, 401, 405)


@pytest.mark.parametrize(
    ("missing", "error"),
    [
        ("response_type", "unsupported_response_type"),
        ("scope", "invalid_scope"),
        ("code_challenge", "invalid_request"),
        ("code_challenge_method", "invalid_request"),
        ("state", "invalid_request"),
        ("nonce", "invalid_request"),
    ],
)
async def test_a_request_that_lacks_something_is_sent_back_with_an_error(idp, missing, error):
    asked = {key: value for key, value in ASKED.items() if key != missing}
    assert sent_back(await idp.get("/authorize", params=asked))["error"] == error


async def test_plain_pkce_is_no_pkce(idp):
    asked = ASKED | {"code_challenge_method": "plain"}
    assert sent_back(await idp.get("/authorize", params=asked))["error"] == "invalid_request"


@pytest.mark.parametrize(
    "redirect_uri",
    [
        HERE + "/",
        HERE + "?x=1",
        "https://evil.example/auth/callback/dev",
        "http://127.0.0.1.evil.example/auth/callback/dev",
        "http://127.0.0.1:8000/elsewhere",
        "http://127.0.0.1:8000/auth/callback/dev/../../elsewhere",
        "",
    ],
)
async def test_nobody_is_sent_to_an_address_that_is_not_exactly_registered(idp, redirect_uri):
    asked = ASKED | {"redirect_uri": redirect_uri, "login_hint": "hana"}
    answer = await idp.get("/authorize", params=asked)
    assert answer.status_code == 400
    assert "location" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:54321", "[::1]:1"])
async def test_a_callback_on_this_machine_may_use_any_port(idp, host):
    asked = ASKED | {"redirect_uri": f"http://{host}/auth/callback/dev", "login_hint": "hana"}
    assert (await idp.get("/authorize", params=asked)).status_code == 303


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "w" * 43},
        {"redirect_uri": "http://127.0.0.1/auth/callback/dev"},
    ],
)
async def test_a_code_is_refused_to_who_cannot_prove_it_and_is_then_gone(idp, changes):
    code = await code_for(idp)
    assert (await exchange(idp, code, **changes)).json() == {"error": "invalid_grant"}
    assert (await exchange(idp, code)).json() == {"error": "invalid_grant"}


async def test_a_guess_is_no_code(idp):
    assert (await exchange(idp, "guess")).json() == {"error": "invalid_grant"}


async def test_a_code_works_once(idp):
    code = await code_for(idp)
    assert (await exchange(idp, code)).status_code == 200
    assert (await exchange(idp, code)).json() == {"error": "invalid_grant"}


async def test_a_code_does_not_wait(idp, clock):
    code = await code_for(idp)
    clock.advance(timedelta(seconds=60))
    assert (await exchange(idp, code)).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize("auth", [("osan-talk", "wrong"), ("nobody", "x"), None])
async def test_a_client_proves_itself(idp, auth):
    answer = await exchange(idp, await code_for(idp), auth=auth)
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


async def test_nobody_is_here_without_a_tap(idp):
    answer = sent_back(await idp.get("/authorize", params=ASKED | {"prompt": "none"}))
    assert (answer["error"], answer["state"], answer["iss"]) == ("login_required", "s", ISSUER)


async def test_the_page_lists_every_citizen_one_tap_away(idp):
    page = await idp.get("/authorize", params=ASKED)
    for citizen in CITIZENS.values():
        assert citizen.name in page.text
        assert f"login_hint={citizen.sub}" in page.text
    assert page.text.count("<h1>") == 1
    assert '<html lang="ko">' in page.text


async def test_rotated_keys_are_published_beside_the_former(idp):
    before = (await idp.get("/jwks.json")).json()["keys"]
    rotated = (await idp.post("/control/rotate-keys")).json()
    after = (await idp.get("/jwks.json")).json()["keys"]
    assert [key["kid"] for key in after] == [rotated["kid"], before[0]["kid"]]


async def test_it_is_down_until_it_is_told_to_behave(idp):
    await idp.post("/control/misbehave", json={"wrong": "down"})
    assert (await idp.get("/jwks.json")).status_code == 503
    await idp.post("/control/reset")
    assert (await idp.get("/jwks.json")).status_code == 200


async def test_an_unknown_misbehaviour_is_answered_with_those_it_knows(idp):
    answer = await idp.post("/control/misbehave", json={"wrong": "rude"})
    assert answer.status_code == 400
    assert "wrong_nonce" in answer.json()["known"]


async def test_somebody_new_may_be_settled_and_signs_in_by_name(idp):
    citizen = {"sub": "newcomer", "name": "새주민", "birthdate": "2011-03-17"}
    assert (await idp.post("/control/citizens", json=citizen)).status_code == 201
    answer = sent_back(await idp.get("/authorize", params=ASKED | {"login_hint": "newcomer"}))
    assert "code" in answer
    assert "새주민" not in (await idp.get("/authorize", params=ASKED)).text
