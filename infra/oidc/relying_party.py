"""Sending a citizen to their provider, and judging what comes back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote_plus

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from domains.identity.public import Profile
from domains.kernel.clock import Clock
from domains.kernel.text import pick_locale
from infra.oidc.discovery import Discovery, Metadata
from infra.oidc.fetch import post_for_tokens
from infra.oidc.id_token import Expected, verified_claims
from infra.oidc.refusal import Refusal, Refused
from infra.oidc.sealed_login import AppHandover, BegunLogin
from infra.settings import OidcProvider

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send the citizen, and what to remember meanwhile."""

    url: str
    login: BegunLogin


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The provider vouches for this person."""

    provider: str
    subject: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class Errand:
    """What a sign-in is for: where it leads, for which device, for which app."""

    return_to: str
    device_name: str
    app: AppHandover | None = None
    login_hint: str | None = None


class RelyingParty:
    """One provider, as one of its clients."""

    def __init__(
        self,
        *,
        name: str,
        provider: OidcProvider,
        redirect_uri: str,
        http: httpx.AsyncClient,
        clock: Clock,
    ) -> None:
        self._name, self._provider, self._redirect_uri = name, provider, redirect_uri
        self._http, self._clock = http, clock
        self._discovery = Discovery(issuer=provider.issuer, http=http, clock=clock)

    async def begin(self, errand: Errand) -> Departure | Refused:
        """A fresh state, nonce and verifier, and the address that carries their public halves."""
        metadata = await self._discovery.metadata()
        if isinstance(metadata, Refused):
            return metadata
        login = self._login(errand)
        return Departure(self._authorization_url(metadata, login, errand.login_hint), login)

    async def finish(self, login: BegunLogin, answer: Mapping[str, str]) -> SignedIn | Refused:
        """Judge the provider's answer; the caller has matched `login` with its state."""
        metadata = await self._discovery.metadata()
        if isinstance(metadata, Refused):
            return metadata
        problem = _problem_with(answer, metadata)
        if problem is not None:
            return Refused(problem)
        tokens = await self._exchange(metadata, answer["code"], login.verifier)
        if isinstance(tokens, Refused):
            return tokens
        return await self._judge(metadata, login, tokens)

    def _login(self, errand: Errand) -> BegunLogin:
        return BegunLogin(
            provider=self._name,
            state=secrets.token_urlsafe(SECRET_BYTES),
            nonce=secrets.token_urlsafe(SECRET_BYTES),
            verifier=secrets.token_urlsafe(SECRET_BYTES),
            return_to=errand.return_to,
            device_name=errand.device_name,
            begun_at=int(self._clock.now().timestamp()),
            app=errand.app,
        )

    def _authorization_url(
        self, metadata: Metadata, login: BegunLogin, login_hint: str | None
    ) -> str:
        url: str = prepare_grant_uri(
            metadata.authorization_endpoint,
            self._provider.client_id,
            "code",
            redirect_uri=self._redirect_uri,
            scope=" ".join(self._provider.scopes),
            state=login.state,
            nonce=login.nonce,
            code_challenge=create_s256_code_challenge(login.verifier),
            code_challenge_method="S256",
            login_hint=login_hint,
        )
        return url

    async def _exchange(
        self, metadata: Metadata, code: str, verifier: str
    ) -> dict[str, Any] | Refused:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": verifier,
        }
        secret = self._provider.client_secret
        if secret is None:
            form["client_id"] = self._provider.client_id
            return await post_for_tokens(self._http, metadata.token_endpoint, form=form, auth=None)
        auth = httpx.BasicAuth(
            quote_plus(self._provider.client_id), quote_plus(secret.get_secret_value())
        )
        return await post_for_tokens(self._http, metadata.token_endpoint, form=form, auth=auth)

    async def _judge(
        self, metadata: Metadata, login: BegunLogin, tokens: Mapping[str, Any]
    ) -> SignedIn | Refused:
        token = tokens.get("id_token")
        if not isinstance(token, str):
            return Refused(Refusal.PROVIDER_GARBLED)
        claims = await verified_claims(
            token,
            discovery=self._discovery,
            expected=Expected(metadata.issuer, self._provider.client_id, login.nonce),
            now=self._clock.now(),
        )
        if isinstance(claims, Refused):
            return claims
        return SignedIn(self._name, claims["sub"], _profile(claims))


def _problem_with(answer: Mapping[str, str], metadata: Metadata) -> Refusal | None:
    issuer = answer.get("iss")
    if issuer != metadata.issuer and (issuer is not None or metadata.names_itself):
        return Refusal.PROVIDER_MIXED_UP
    if "error" in answer:
        declined = answer["error"] == "access_denied"
        return Refusal.CITIZEN_DECLINED if declined else Refusal.PROVIDER_SAYS_NO
    return None if answer.get("code") else Refusal.PROVIDER_GARBLED


def _profile(claims: Mapping[str, Any]) -> Profile:
    """The claims we use; a provider that does not say is not asked twice."""
    return Profile(
        display_name=str(claims.get("name") or claims.get("nickname") or "")[:80],
        locale=pick_locale(str(claims.get("locale", ""))),
        birth_date=_birth_date(claims.get("birthdate")),
    )


def _birth_date(given: object) -> date | None:
    """OpenID Connect Core §5.1: YYYY-MM-DD, or a year alone, or 0000 for an unknown year."""
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None
