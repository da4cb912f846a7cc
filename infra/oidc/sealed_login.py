"""What a begun sign-in must remember, kept in the citizen's own browser, sealed.

A cookie binds the answer to the browser that asked, so nobody can be signed in as somebody else
by following a link. Sealed (JWE, A256GCM) it can be neither read nor altered, and no server has
to share anything but the key.
"""

import hmac
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_HEADER = {"alg": "dir", "enc": "A256GCM"}


@dataclass(frozen=True, slots=True)
class AppHandover:
    """The app that began the sign-in, and with what it will prove that (RFC 7636)."""

    code_challenge: str
    state: str


@dataclass(frozen=True, slots=True)
class BegunLogin:
    """One sign-in on its way to a provider and back."""

    provider: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    return_to: str
    device_name: str
    begun_at: int
    """Unix seconds."""
    app: AppHandover | None = None


class LoginSeal:
    """Seals and opens begun sign-ins with one secret of 32 bytes."""

    def __init__(self, secret: bytes, *, lives: timedelta) -> None:
        self._key = OctKey.import_key(secret)
        self.lives = lives

    def seal(self, login: BegunLogin) -> str:
        """The cookie's value."""
        return jwe.encrypt_compact(_HEADER, json.dumps(asdict(login)), self._key)

    def open(self, sealed: str) -> BegunLogin | None:
        """The sign-in in a cookie; None for a cookie that is not, or no longer, as we made it."""
        try:
            plain = jwe.decrypt_compact(sealed, self._key, algorithms=["dir", "A256GCM"]).plaintext
            return _read(json.loads(plain or b""))
        except (JoseError, ValueError, KeyError, TypeError):
            return None

    def is_over(self, login: BegunLogin, *, now: datetime) -> bool:
        return now.timestamp() >= login.begun_at + self.lives.total_seconds()


def cookie_name(state: str) -> str:
    """One cookie a sign-in, so that two tabs do not disturb each other."""
    return f"osan_login_{state[:16]}"


def same_state(login: BegunLogin, state: str) -> bool:
    return hmac.compare_digest(login.state.encode(), state.encode())


def _read(fields: dict[str, Any]) -> BegunLogin:
    app = fields.pop("app")
    return BegunLogin(**fields, app=AppHandover(**app) if app else None)
