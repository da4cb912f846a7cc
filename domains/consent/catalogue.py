"""The declared purposes: what may be asked of a person, and under which rule."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from domains.kernel.text import Catalogue, Locale


class Purpose(StrEnum):
    """Each its own consent (위치정보법 §18, §19: opt-in per purpose)."""

    COMMUTE_ARRIVAL = "commute.arrival"
    COMMUTE_DEPARTURE = "commute.departure"
    COMMUTE_BUS = "commute.bus"
    COMMUTE_ALERTS = "commute.alerts"
    COMMUTE_ROUTE_HISTORY = "commute.route_history"


class Decider(StrEnum):
    """Who may decide for a child."""

    GUARDIAN_UNDER_14 = "guardian_under_14"
    """위치정보법 §25, 개인정보보호법 §22의2: the legal guardian until the fourteenth birthday,
    the child alone from that day on."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person agrees to, apart from the wording, which lies in the catalogues.

    `retention` is how long the data lives at most; `receivers` are those who get it.
    """

    purpose: Purpose
    version: int
    legal_basis: str
    data: tuple[str, ...]
    retention: timedelta
    receivers: tuple[str, ...]
    decider: Decider = Decider.GUARDIAN_UNDER_14
    location: bool = True
    advertising: bool = False
    night: bool = False


def _commute(
    purpose: Purpose, retention: timedelta, data: tuple[str, ...] = ("position",)
) -> Terms:
    return Terms(
        purpose=purpose,
        version=1,
        legal_basis="위치정보법 §18, §19, §25",
        data=data,
        retention=retention,
        receivers=("guardian",),
    )


CATALOGUE: dict[Purpose, Terms] = {
    terms.purpose: terms
    for terms in (
        _commute(Purpose.COMMUTE_ARRIVAL, timedelta(days=180), ("position", "place", "time")),
        _commute(Purpose.COMMUTE_DEPARTURE, timedelta(days=180), ("position", "place", "time")),
        _commute(Purpose.COMMUTE_BUS, timedelta(hours=24)),
        _commute(Purpose.COMMUTE_ALERTS, timedelta(days=180), ("position", "time")),
        _commute(Purpose.COMMUTE_ROUTE_HISTORY, timedelta(hours=24), ("position", "time")),
    )
}

_wording = Catalogue(Path(__file__).parent / "locales")


def wording(purpose: Purpose, locale: Locale) -> str:
    """The exact text shown for the purpose's current version."""
    return _wording.text(locale, f"{purpose}.v{CATALOGUE[purpose].version}")
