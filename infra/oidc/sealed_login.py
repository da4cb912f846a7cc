"""What a begun sign-in must remember, kept in the citizen's own browser, sealed.

A cookie binds the answer to the browser that asked, so nobody can be signed in as somebody else
by following a link.
"""

import hmac
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from infra.oidc.cookie_seal import CookieSeal


class Aim(StrEnum):
    """What the provider's answer is for."""

    SIGN_IN = "sign_in"
    STEP_UP = "step_up"
    """To freshen the session that this browser already has."""
    LINK = "link"
    """To let another account lead to the person who already sits here."""


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
    begun_at: float
    """Unix seconds."""
    app: AppHandover | None = None
    aim: Aim = Aim.SIGN_IN
    session_id: str | None = None
    """The session that began it, which must still be this browser's when the answer comes."""
    asks_anew: bool = False
    """Whether the person was to prove anew who they are, signed in there or not."""

    @property
    def set_out_at(self) -> datetime:
        return datetime.fromtimestamp(self.begun_at, UTC)

    @property
    def asked_anew_at(self) -> datetime | None:
        return self.set_out_at if self.asks_anew else None


class LoginSeal:
    """Seals and opens begun sign-ins with one secret of 32 bytes."""

    def __init__(self, secret: bytes, *, lives: timedelta) -> None:
        self._seal = CookieSeal(secret)
        self.lives = lives

    def seal(self, login: BegunLogin) -> str:
        """The cookie's value."""
        return self._seal.seal(asdict(login))

    def open(self, sealed: str) -> BegunLogin | None:
        """The sign-in in a cookie; None for a cookie that is not, or no longer, as we made it."""
        try:
            return _read(self._seal.open(sealed))
        except (ValueError, KeyError, TypeError):
            return None

    def is_over(self, login: BegunLogin, *, now: datetime) -> bool:
        return now.timestamp() >= login.begun_at + self.lives.total_seconds()


def cookie_name(state: str) -> str:
    """One cookie a sign-in, so that two tabs do not disturb each other."""
    return f"osan_login_{state[:16]}"


def same_state(login: BegunLogin, state: str) -> bool:
    return hmac.compare_digest(login.state.encode(), state.encode())


def _read(fields: dict[str, Any]) -> BegunLogin:
    app, aim = fields.pop("app"), Aim(fields.pop("aim"))
    return BegunLogin(**fields, aim=aim, app=AppHandover(**app) if app else None)
