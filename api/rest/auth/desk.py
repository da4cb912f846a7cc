"""Everything that signing in needs, gathered once at start-up."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from domains.identity import public as identity
from domains.kernel.attempts import Attempts, Uncounted
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.key_ring import KeyRing
from infra.oidc.relying_party import RelyingParty
from infra.oidc.sealed_login import LoginSeal
from infra.oidc.signed_in_there import HintSeal
from infra.settings import Settings
from infra.signing_key import derived_secret, signing_key
from infra.tokens import AccessToken, AccessTokens


@dataclass(frozen=True, slots=True)
class SignInDesk:
    """Handed to every route of this package."""

    public_url: str
    providers: Mapping[str, RelyingParty]
    seal: LoginSeal
    hints: HintSeal
    app_links: tuple[str, ...]
    tokens: AccessTokens
    attempts: Attempts
    session_lives: timedelta
    code_lives: timedelta
    fresh_for: timedelta
    """How long a sign-in is good for dangerous acts."""
    link_within: timedelta
    """Both sign-ins of a linking lie within this."""
    clock: Clock
    ids: Ids

    @property
    def origin(self) -> str:
        """Scheme and authority of our public address, as a browser's Origin header says it."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    async def access_token(
        self, session: identity.OpenSession | identity.SessionGoesOn | identity.StandingSession
    ) -> AccessToken:
        """A fresh access token of a session, with the roles that its person holds now."""
        roles = await identity.roles_of(session.person_id, at=self.clock.now())
        return self.tokens.issue(
            person_id=session.person_id,
            session_id=session.session_id,
            roles=roles,
            signed_in_at=session.signed_in_at,
        )


def build_sign_in_desk(
    settings: Settings,
    *,
    http: httpx.AsyncClient,
    clock: Clock,
    ids: Ids,
    tokens: AccessTokens | None = None,
    attempts: Attempts | None = None,
) -> SignInDesk:
    """The desk of this process; `http` reaches the providers and is closed by its owner.

    Without `tokens` it signs with the configured key alone, and without `attempts` it counts
    none: for a desk that stands by itself.
    """
    key, chosen = signing_key(settings), settings.identity
    public_url = settings.gateway.public_url.rstrip("/")
    return SignInDesk(
        public_url=public_url,
        providers={
            name: RelyingParty(
                name=name,
                provider=provider,
                redirect_uri=f"{public_url}/auth/callback/{name}",
                http=http,
                clock=clock,
            )
            for name, provider in chosen.providers.items()
        },
        seal=LoginSeal(
            derived_secret(key, purpose="begun sign-ins"),
            lives=timedelta(seconds=chosen.login_ttl_s),
        ),
        hints=HintSeal(derived_secret(key, purpose="sign-outs at providers")),
        app_links=chosen.app_links,
        tokens=tokens or access_tokens(settings, key=key, clock=clock, ids=ids),
        attempts=attempts or Uncounted(),
        session_lives=timedelta(seconds=chosen.refresh_ttl_s),
        code_lives=timedelta(seconds=chosen.code_ttl_s),
        fresh_for=timedelta(seconds=chosen.step_up_s),
        link_within=timedelta(seconds=chosen.link_ttl_s),
        clock=clock,
        ids=ids,
    )


def access_tokens(
    settings: Settings,
    *,
    key: EllipticCurvePrivateKey | KeyRing,
    clock: Clock,
    ids: Ids,
    ended: Container[UUID | None] = frozenset(),
) -> AccessTokens:
    """Issues and verifies as the settings say."""
    return AccessTokens(
        key=key,
        issuer=settings.identity.issuer,
        lives=timedelta(seconds=settings.identity.access_ttl_s),
        clock=clock,
        ids=ids,
        ended=ended,
    )
