"""Wrong settings in words: which name, what kind of value, why; never the value itself."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import ValidationError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from infra.settings import Settings

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 - recognised, not bound


class WrongSettingsError(Exception):
    """The settings cannot be used; `problems` has one line for each reason."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def explain(error: ValidationError, *, prefix: str) -> list[str]:
    """One line per mistake, without the values: a URL may carry a password."""
    return [line for detail in error.errors() for line in _lines(detail, prefix)]


def unknown_names(spoken: Iterable[str], *, prefix: str, known: Iterable[str]) -> list[str]:
    """Names with our prefix whose section does not exist: a typo must not be silence."""
    sections = [name.upper() for name in known]
    lines = []
    for name in sorted(spoken):
        section = name.upper().removeprefix(prefix).split("__")[0]
        if name.upper().startswith(prefix) and section not in sections:
            near = get_close_matches(section, sections, n=1)
            hint = f"; did you mean {prefix}{near[0]}?" if near else ""
            lines.append(f"{name}: no such setting{hint}")
    return lines


def unfit_for_production(settings: Settings) -> list[str]:
    """Why these settings may serve a developer but never a city."""
    reasons = []
    if settings.clock_shift_file is not None:
        reasons.append("OSAN__CLOCK_SHIFT_FILE: set; a city lives by the clock of its machines")
    if settings.identity.signing_key is None:
        reasons.append("OSAN__IDENTITY__SIGNING_KEY: missing; tokens need a key of your own")
    if not settings.keys.wrapping:
        reasons.append("OSAN__KEYS__WRAPPING: missing; people's keys need a key of your own")
    if not settings.advertising.opt_out_keys:
        reasons.append("OSAN__ADVERTISING__OPT_OUT_KEYS: missing; ways out need a key of your own")
    if settings.keys.url == settings.database.url:
        reasons.append("OSAN__KEYS__URL: the main database; keys need a store of their own")
    if settings.push.credentials_json is None:
        reasons.append("OSAN__PUSH__CREDENTIALS_JSON: missing; FCM refuses unsigned pushes")
    reasons.extend(_unfit_lines(settings))
    reasons.extend(_unfit_homes(settings))
    if settings.database.owner_url and _role(settings.database.owner_url) == _role(
        settings.database.url
    ):
        reasons.append("OSAN__DATABASE__OWNER_URL: the application's own role; it needs another")
    if settings.audit.seal_key is None:
        reasons.append("OSAN__AUDIT__SEAL_KEY: missing; the audit needs a seal of your own")
    if settings.objects.bucket is None:
        reasons.append("OSAN__OBJECTS__BUCKET: missing; a folder of one machine is no city's store")
    for name, url in _public_addresses(settings):
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname in _LOOPBACK:
            reasons.append(f"{name}: an address for development; production needs https")
    return reasons


def _unfit_lines(settings: Settings) -> list[str]:
    """Ways beyond FCM: browsers always, telephones where the city has a provider."""
    reasons = []
    if settings.web_push.vapid_key is None:
        reasons.append("OSAN__WEB_PUSH__VAPID_KEY: missing; browsers are pushed to by your own key")
    if settings.web_push.allow_local:
        reasons.append("OSAN__WEB_PUSH__ALLOW_LOCAL: on; anybody could push into your own network")
    line = settings.phone_line
    if line.base_url is not None and (line.secret is None or line.report_secret is None):
        reasons.append("OSAN__PHONE_LINE__SECRET and REPORT_SECRET: missing; a provider needs both")
    if settings.emergency.base_url is not None and settings.emergency.token is None:
        reasons.append("OSAN__EMERGENCY__TOKEN: missing; 119 must know who tells it")
    return reasons


def _unfit_homes(settings: Settings) -> list[str]:
    """A city that has a broker has keys for its devices, and encrypts what they say."""
    if settings.mqtt.url is None:
        return []
    reasons = []
    if not settings.homes.device_keys:
        reasons.append("OSAN__HOMES__DEVICE_KEYS: missing; devices need a key of your own")
    if settings.mqtt.password is None:
        reasons.append("OSAN__MQTT__PASSWORD: missing; a broker lets nobody listen without one")
    for name, url in (
        ("OSAN__MQTT__URL", settings.mqtt.url),
        ("OSAN__HOMES__PUBLIC_BROKER", settings.homes.public_broker),
    ):
        if url is not None and not url.startswith("mqtts://"):
            reasons.append(f"{name}: unencrypted; what homes say travels under TLS")
    return reasons


def _public_addresses(settings: Settings) -> list[tuple[str, str]]:
    providers = settings.identity.providers.items()
    return [
        ("OSAN__GATEWAY__PUBLIC_URL", settings.gateway.public_url),
        ("OSAN__IDENTITY__ISSUER", settings.identity.issuer),
        ("OSAN__PUSH__BASE_URL", settings.push.base_url),
        *_outward(settings),
        *((f"OSAN__IDENTITY__PROVIDERS__{n.upper()}__ISSUER", p.issuer) for n, p in providers),
    ]


def _outward(settings: Settings) -> list[tuple[str, str]]:
    """Whom we tell of people: the telephones' provider, and 119."""
    urls = {
        "OSAN__PHONE_LINE__BASE_URL": settings.phone_line.base_url,
        "OSAN__EMERGENCY__BASE_URL": settings.emergency.base_url,
    }
    return [(name, url) for name, url in urls.items() if url is not None]


def _role(url: str) -> str | None:
    return urlsplit(url).username


def _lines(detail: ErrorDetails, prefix: str) -> list[str]:
    reason = detail["msg"].removeprefix("Value error, ")
    if not detail["loc"]:
        return reason.splitlines()
    name = prefix + "__".join(str(part).upper() for part in detail["loc"])
    match detail["type"]:
        case "missing":
            return [f"{name}: missing; nothing was given"]
        case "extra_forbidden":
            return [f"{name}: no such setting"]
        case _:
            return [f"{name}: {_kind(detail['input'])} was given; {reason[0].lower()}{reason[1:]}"]


def _kind(value: Any) -> str:
    match value:
        case "":
            return "an empty text"
        case str():
            return f"a text of {len(value)} characters"
        case _:
            return f"a value of type {type(value).__name__}"
