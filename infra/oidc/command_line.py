"""Signing in as a demo citizen without a browser: the real protocol, driven by plain requests.

For the README's tour, for tests and for benches. It works only against a provider that signs in
by name (`login_hint`), which the development one does and no other should.
"""

import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from infra.oidc.return_to import APP_LINKS

MOST_HOPS = 8
DEVICE_NAME = "command line"


@dataclass(frozen=True, slots=True)
class SignInTokens:
    """What an app holds after a sign-in."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in_s: int


class SignInFailedError(Exception):
    """The gateway or the provider did not lead back; the text says where it stopped."""


async def sign_in_as(
    base_url: str,
    citizen: str,
    *,
    provider: str = "dev",
    device_name: str = DEVICE_NAME,
    http: httpx.AsyncClient | None = None,
) -> SignInTokens:
    """Sign in at the gateway as one demo citizen ("hana"), as our app on a phone would.

    Raises SignInFailedError.
    """
    if http is None:
        async with httpx.AsyncClient() as own:
            return await sign_in_as(
                base_url, citizen, provider=provider, device_name=device_name, http=own
            )
    try:
        return await _sign_in(http, base_url.rstrip("/"), citizen, provider, device_name)
    except httpx.HTTPError as error:
        raise SignInFailedError(f"{base_url} cannot be reached: {error}") from error


async def _sign_in(
    http: httpx.AsyncClient, base_url: str, citizen: str, provider: str, device_name: str
) -> SignInTokens:
    verifier, state = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
    begun = httpx.URL(
        f"{base_url}/auth/login",
        params={
            "provider": provider,
            "return_to": APP_LINKS[0],
            "device_name": device_name,
            "login_hint": citizen,
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
            "state": state,
        },
    )
    link = await _follow(http, begun)
    return await _exchange(http, base_url, _code(link, state), verifier, device_name)


async def _follow(http: httpx.AsyncClient, url: httpx.URL) -> str:
    """Go where we are sent until the app's own link comes up."""
    for _ in range(MOST_HOPS):
        answer = await http.get(url, follow_redirects=False)
        if "location" not in answer.headers:
            raise SignInFailedError(_stopped(url.copy_with(query=None), answer.status_code))
        link = answer.headers["location"]
        if link.startswith(APP_LINKS):
            return str(link)
        url = url.join(link)
    raise SignInFailedError(f"more than {MOST_HOPS} redirects")


def _stopped(where: httpx.URL, status: int) -> str:
    """A page in the middle of the way: the provider asks who it is, or somebody has a problem."""
    if status == httpx.codes.OK:
        return f"{where} knows nobody of that name"
    return f"{where} answered {status}"


def _code(link: str, state: str) -> str:
    answer = parse_qs(urlsplit(link).query)
    if answer.get("state") != [state] or "code" not in answer:
        raise SignInFailedError("the answer belongs to another sign-in")
    return answer["code"][0]


async def _exchange(
    http: httpx.AsyncClient, base_url: str, code: str, verifier: str, device_name: str
) -> SignInTokens:
    answer = await http.post(
        f"{base_url}/auth/token",
        data={
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": APP_LINKS[0],
            "device_name": device_name,
        },
    )
    if answer.is_error:
        raise SignInFailedError(f"/auth/token answered {answer.status_code}: {answer.text}")
    body = answer.json()
    return SignInTokens(body["access_token"], body["refresh_token"], body["expires_in"])
