"""Sending a citizen to their provider, and judging what comes back."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus, urlencode

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from domains.kernel.clock import Clock
from infra.oidc.answer import problem_with
from infra.oidc.discovery import Discovery
from infra.oidc.fetch import post_for_tokens
from infra.oidc.id_token import Expected, is_name, moment, verified_claims
from infra.oidc.logout_token import SignedOut, verified_logout
from infra.oidc.metadata import Metadata
from infra.oidc.profile import read_profile
from infra.oidc.refusal import Refusal, Refused
from infra.oidc.sealed_login import BegunLogin
from infra.oidc.sign_in import Departure, Errand, SignedIn
from infra.settings import OidcProvider

SECRET_BYTES = 32

ASK_ANEW = {"prompt": "login", "max_age": "0"}
"""Core §3.1.2.1: the first asks for it, the second makes the provider state when it asked."""

ASK_WHEN = {"max_age": str(30 * 86_400)}
"""Whoever signed in there within a month need not again; but the provider states when that was."""


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

    def title(self, locale: str) -> str:
        """What citizens call it: in their language, else in Korean, else its name."""
        titles = self._provider.titles
        return titles.get(locale) or titles.get("ko") or self._name

    async def begin(self, errand: Errand) -> Departure | Refused:
        """A fresh state, nonce and verifier, and the address that carries their public halves."""
        metadata = await self._discovery.metadata()
        if isinstance(metadata, Refused):
            return metadata
        login = self._login(errand)
        return Departure(self._authorization_url(metadata, login, errand.login_hint), login)

    async def finish(self, login: BegunLogin, answer: Mapping[str, str]) -> SignedIn | Refused:
        """Judge the provider's answer; the caller has matched `login` with its state."""
        metadata = await self._discovery.last_known()
        if isinstance(metadata, Refused):
            return metadata
        problem = problem_with(answer, metadata)
        if problem is not None:
            return Refused(problem)
        tokens = await self._exchange(metadata, answer["code"], login.verifier)
        if isinstance(tokens, Refused):
            return tokens
        return await self._judge(metadata, login, tokens)

    async def hear_logout(self, logout_token: str) -> SignedOut | Refused:
        """Who signed out at the provider, if the word is truly its own."""
        return await verified_logout(
            logout_token,
            discovery=self._discovery,
            client_id=self._provider.client_id,
            now=self._clock.now(),
        )

    async def sign_out_address(
        self, *, id_token: str | None, back_to: str, state: str
    ) -> str | None:
        """Where a browser ends the provider's session too (RP-Initiated Logout 1.0 §2).

        None for a provider that offers none, or that cannot be asked now.
        """
        metadata = await self._discovery.last_known()
        if isinstance(metadata, Refused) or metadata.end_session_endpoint is None:
            return None
        wishes = {
            "id_token_hint": id_token,
            "client_id": self._provider.client_id,
            "post_logout_redirect_uri": back_to,
            "state": state,
        }
        query = urlencode({name: wish for name, wish in wishes.items() if wish is not None})
        joint = "&" if "?" in metadata.end_session_endpoint else "?"
        return f"{metadata.end_session_endpoint}{joint}{query}"

    def _login(self, errand: Errand) -> BegunLogin:
        return BegunLogin(
            provider=self._name,
            state=secrets.token_urlsafe(SECRET_BYTES),
            nonce=secrets.token_urlsafe(SECRET_BYTES),
            verifier=secrets.token_urlsafe(SECRET_BYTES),
            return_to=errand.return_to,
            device_name=errand.device_name,
            begun_at=self._clock.now().timestamp(),
            app=errand.app,
            aim=errand.aim,
            session_id=errand.session_id,
            asks_anew=errand.asks_anew,
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
            **(ASK_ANEW if login.asks_anew else ASK_WHEN),
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
        auth = self._proof(form)
        return await post_for_tokens(self._http, metadata.token_endpoint, form=form, auth=auth)

    def _proof(self, form: dict[str, str]) -> httpx.Auth | None:
        """How we prove ourselves (RFC 6749 §2.3.1): in the header, or in the form itself."""
        secret, client_id = self._provider.client_secret, self._provider.client_id
        if secret is not None and self._provider.token_auth == "client_secret_basic":  # noqa: S105
            return httpx.BasicAuth(quote_plus(client_id), quote_plus(secret.get_secret_value()))
        form["client_id"] = client_id
        if secret is not None:
            form["client_secret"] = secret.get_secret_value()
        return None

    async def _judge(
        self, metadata: Metadata, login: BegunLogin, tokens: Mapping[str, Any]
    ) -> SignedIn | Refused:
        token = tokens.get("id_token")
        if not isinstance(token, str):
            return Refused(Refusal.PROVIDER_GARBLED)
        claims = await verified_claims(
            token,
            discovery=self._discovery,
            expected=self._expected(metadata, login, tokens),
            now=self._clock.now(),
        )
        if isinstance(claims, Refused):
            return claims
        return self._signed_in(claims, token)

    def _expected(
        self, metadata: Metadata, login: BegunLogin, tokens: Mapping[str, Any]
    ) -> Expected:
        access_token = tokens.get("access_token")
        return Expected(
            issuer=metadata.issuer,
            client_id=self._provider.client_id,
            nonce=login.nonce,
            access_token=access_token if isinstance(access_token, str) else None,
            asked_anew_at=login.asked_anew_at,
        )

    def _signed_in(self, claims: Mapping[str, Any], id_token: str) -> SignedIn:
        sid, proved_at = claims.get("sid"), moment(claims.get("auth_time"))
        return SignedIn(
            provider=self._name,
            subject=claims["sub"],
            profile=read_profile(claims, proves_birth_date=self._provider.proves_birth_date),
            id_token=id_token,
            sid=sid if is_name(sid) else None,
            proved_at=min(proved_at, self._clock.now()) if proved_at is not None else None,
        )
