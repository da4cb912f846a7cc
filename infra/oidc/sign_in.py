"""A sign-in before it leaves for the provider, on its way, and when it came back well."""

from dataclasses import dataclass, field
from datetime import datetime

from domains.identity.public import Profile
from infra.oidc.sealed_login import Aim, AppHandover, BegunLogin


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send the citizen, and what to remember meanwhile."""

    url: str
    login: BegunLogin


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The provider vouches for this person."""

    provider: str
    subject: str = field(repr=False)
    profile: Profile
    id_token: str = field(repr=False)
    """What signing out there will refer to."""
    sid: str | None = None
    """The provider's name of its session, for its logout."""
    proved_at: datetime | None = None
    """When the provider asked who it is; None where it does not say, which may be long ago."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a sign-in is for: where it leads, for which device, app or session."""

    return_to: str
    device_name: str
    app: AppHandover | None = None
    login_hint: str | None = None
    aim: Aim = Aim.SIGN_IN
    session_id: str | None = None
    asks_anew: bool = False
