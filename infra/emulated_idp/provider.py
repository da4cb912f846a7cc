"""What the provider knows: its clients, its keys, and the codes and tokens it has given out."""

import base64
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.emulated_idp.citizens import CITIZENS, Citizen
from infra.emulated_idp.misbehaviour import Behaviour, Wrong, spoil
from infra.emulated_idp.signing_keys import SigningKeys, forge, published_kid

CODE_LIVES_S = 60
ID_TOKEN_LIVES_S = 300

_LOOPBACK = r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?"
LOOPBACK_CALLBACK = re.compile(_LOOPBACK + r"/auth/callback/[\w-]+")
LOOPBACK_FAREWELL = re.compile(_LOOPBACK + r"/auth/logged-out")
"""RFC 8252 §7.3: on loopback the port is the client's to choose."""

LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True, slots=True)
class Client:
    """A relying party that is allowed to send people here."""

    client_id: str = "osan-talk"
    client_secret: str = "for-development-only"  # noqa: S105  # a published demo word
    redirect_uris: tuple[str, ...] = ()

    def may_return_to(self, uri: str) -> bool:
        """Exactly a registered address, or a callback on this very machine."""
        return uri in self.redirect_uris or LOOPBACK_CALLBACK.fullmatch(uri) is not None

    def may_end_at(self, uri: str) -> bool:
        """The same for where a sign-out may lead."""
        return uri in self.redirect_uris or LOOPBACK_FAREWELL.fullmatch(uri) is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """One valid authorization request."""

    client_id: str
    redirect_uri: str
    state: str
    nonce: str
    code_challenge: str
    scope: str


@dataclass(frozen=True, slots=True)
class GivenCode:
    """A code on its way back, good once, for the citizen who tapped."""

    asked: Asked
    citizen: Citizen
    expires_at: float
    sid: str


@dataclass(slots=True)
class Provider:
    """The state of one emulated provider; all in memory, gone when it stops."""

    issuer: str
    clients: Mapping[str, Client]
    now: Callable[[], float] = time.time
    keys: SigningKeys = field(default_factory=SigningKeys)
    behaviour: Behaviour = field(default_factory=Behaviour)
    citizens: dict[str, Citizen] = field(default_factory=lambda: dict(CITIZENS))
    _codes: dict[str, GivenCode] = field(default_factory=dict)
    _access: dict[str, Citizen] = field(default_factory=dict)

    def give_code(self, asked: Asked, citizen: Citizen) -> str:
        code = secrets.token_urlsafe(24)
        self._codes[code] = GivenCode(
            asked, citizen, self.now() + CODE_LIVES_S, sid=secrets.token_urlsafe(12)
        )
        return code

    def sid_of(self, code: str) -> str:
        """The session here that a code, not redeemed yet, speaks of."""
        return self._codes[code].sid

    def redeem_code(self, code: str, *, redirect_uri: str, verifier: str) -> GivenCode | None:
        """The sign-in behind a code; a code is gone after the first try, right or wrong."""
        given = self._codes.pop(code, None)
        if given is None or self.now() >= given.expires_at:
            return None
        same_place = given.asked.redirect_uri == redirect_uri
        return given if same_place and _proves(verifier, given.asked.code_challenge) else None

    def give_tokens(self, given: GivenCode) -> dict[str, Any]:
        """A token response (OpenID Connect Core §3.1.3.3)."""
        access = secrets.token_urlsafe(24)
        self._access[access] = given.citizen
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": ID_TOKEN_LIVES_S,
            "scope": given.asked.scope,
            "id_token": self._id_token(given, access),
        }

    def logout_token(self, client_id: str, **claims: Any) -> str:
        """That somebody signed out here (OpenID Connect Back-Channel Logout 1.0 §2.4)."""
        now = int(self.now())
        usual = {
            "iss": self.issuer,
            "aud": client_id,
            "iat": now,
            "exp": now + 120,
            "jti": secrets.token_urlsafe(12),
            "events": {LOGOUT_EVENT: {}},
        }
        said = {name: value for name, value in (usual | claims).items() if value is not None}
        return self.keys.sign(said, type="logout+jwt")

    def whose(self, access_token: str) -> Citizen | None:
        return self._access.get(access_token)

    def _id_token(self, given: GivenCode, access_token: str) -> str:
        wrong = self.behaviour.wrong
        claims = spoil(self._claims(given, access_token), wrong)
        match wrong:
            case Wrong.SIGNATURE:
                return forge(claims, kid=published_kid(self.keys.published()))
            case Wrong.UNKNOWN_KEY:
                return forge(claims, kid=None)
            case Wrong.UNSIGNED:
                return unsigned(self.keys.sign(claims))
            case _:
                return self.keys.sign(claims)

    def _claims(self, given: GivenCode, access_token: str) -> dict[str, Any]:
        now = int(self.now())
        return {
            "iss": self.issuer,
            "aud": given.asked.client_id,
            "nonce": given.asked.nonce,
            "iat": now,
            "exp": now + ID_TOKEN_LIVES_S,
            "auth_time": now,
            "sid": given.sid,
            "at_hash": _half_hash(access_token),
            **claims_of(given.citizen),
        }


def claims_of(citizen: Citizen) -> dict[str, Any]:
    """What the provider says about a person, in the standard claims."""
    return {
        "sub": citizen.sub,
        "name": citizen.name,
        "birthdate": citizen.birthdate.isoformat(),
        "locale": "ko-KR",
    }


def clients_of(clients: Iterable[Client]) -> Mapping[str, Client]:
    return {client.client_id: client for client in clients}


def unsigned(token: str) -> str:
    """The same claims under `alg: none`, the oldest trick against a relying party."""
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
    return f"{header}.{token.split('.')[1]}."


def _half_hash(access_token: str) -> str:
    """`at_hash` for ES256 (Core §3.1.3.6)."""
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    return base64.urlsafe_b64encode(half).rstrip(b"=").decode()


def _proves(verifier: str, challenge: str) -> bool:
    """RFC 7636 §4.6, S256."""
    hashed = hashlib.sha256(verifier.encode()).digest()
    computed = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
    return hmac.compare_digest(computed, challenge)
