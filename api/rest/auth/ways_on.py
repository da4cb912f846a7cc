"""Where a citizen may go from a page that says that something did not work."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from api.rest.auth.desk import SignInDesk
from domains.kernel.text import Locale
from infra.oidc.return_to import HOME
from infra.oidc.sealed_login import Aim, BegunLogin

LOGIN, LINK = "/auth/login", "/auth/link"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says, and where it leads."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class WaysOn:
    """The same way once more, and the other ways there are."""

    again: str = LOGIN
    others: tuple[Choice, ...] = ()


def ways_on(
    desk: SignInDesk, *, locale: Locale, query: Mapping[str, str], tried: str | None
) -> WaysOn:
    """Begin again with what was asked for; or with another provider than the one that was tried."""
    kept = {name: value for name, value in query.items() if name != "provider"}
    others = choices(desk, locale=locale, query=kept, but=tried) if tried is not None else ()
    return WaysOn(_address(LOGIN, query), others)


def choices(
    desk: SignInDesk,
    *,
    locale: Locale,
    query: Mapping[str, str],
    path: str = LOGIN,
    but: str | None = None,
) -> tuple[Choice, ...]:
    """A button for each provider, in the order of the settings."""
    return tuple(
        Choice(provider.title(locale), _address(path, {**query, "provider": name}))
        for name, provider in desk.providers.items()
        if name != but
    )


def ways_on_after(desk: SignInDesk, login: BegunLogin, *, locale: Locale) -> WaysOn:
    """The same for a sign-in that came back without success."""
    if login.aim is Aim.LINK:
        return WaysOn(_address(LINK, {"provider": login.provider}))
    asked = {"provider": login.provider, **asked_for(login)}
    return ways_on(desk, locale=locale, query=asked, tried=login.provider)


def asked_for(login: BegunLogin) -> Mapping[str, str]:
    """The query with which the same errand begins anew."""
    query = {} if login.return_to == HOME else {"return_to": login.return_to}
    if login.asks_anew:
        query["fresh"] = "1"
    if login.app is not None:
        query |= {
            "code_challenge": login.app.code_challenge,
            "code_challenge_method": "S256",
            "state": login.app.state,
        }
    return query


def _address(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
