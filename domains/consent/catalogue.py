"""The declared purposes: what may be asked of a person, and under which rule."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

from domains.kernel.clock import SEOUL
from domains.kernel.text import Catalogue, Locale

_wording = Catalogue(Path(__file__).parent / "locales")


class Purpose(StrEnum):
    """Each its own consent (위치정보법 §18, §19: opt-in per purpose)."""

    COMMUTE_ARRIVAL = "commute.arrival"
    COMMUTE_DEPARTURE = "commute.departure"
    COMMUTE_BUS = "commute.bus"
    COMMUTE_ALERTS = "commute.alerts"
    COMMUTE_ROUTE_HISTORY = "commute.route_history"
    COMMERCE_ADVERTISING = "commerce.advertising"
    COMMERCE_ADVERTISING_NIGHT = "commerce.advertising_night"
    CARE_CHECK_INS = "care.check_ins"
    CARE_HOME_SENSORS = "care.home_sensors"
    CARE_LOCATION = "care.location"


class ChildRule(StrEnum):
    """Who may decide for a child."""

    GUARDIAN_UNDER_14 = "guardian_under_14"
    """위치정보법 §25, 개인정보보호법 §22의2: the legal guardian until the fourteenth birthday,
    the child alone from that day on."""


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One wording of a purpose, in every language; it stays readable for ever.

    After a `material` change the older consents stand until `older_stand_until`, or end with the
    change itself where that is None. An editorial one leaves them as they are.
    """

    number: int
    since: date
    material: bool = True
    older_stand_until: datetime | None = None

    @property
    def older_end_at(self) -> datetime:
        """When reliance on earlier versions ends, if this version ends it."""
        return self.older_stand_until or datetime.combine(self.since, time.min, SEOUL)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person agrees to; the wording itself lies in the catalogues of `words`.

    `retention` is how long the data lives at most; `receivers` are those who get it. `versions`
    are in order, the last one is asked for.
    """

    purpose: Purpose
    legal_basis: str
    data: tuple[str, ...]
    retention: timedelta
    receivers: tuple[str, ...]
    versions: tuple[TextVersion, ...]
    child_rule: ChildRule = ChildRule.GUARDIAN_UNDER_14
    location: bool = False
    advertising: bool = False
    night: bool = False
    words: Catalogue = _wording

    @property
    def version(self) -> int:
        """The number of the text that is shown now."""
        return self.versions[-1].number

    def oldest_valid(self, at: datetime) -> int:
        """The oldest version on which somebody may still rely at a moment."""
        oldest = self.versions[0].number
        for text in self.versions[1:]:
            if text.material and text.older_end_at <= at:
                oldest = text.number
        return oldest

    def stands_until(self, version: int) -> datetime | None:
        """When a consent to this version ends because of a later text; None if none ends it."""
        ends = [t.older_end_at for t in self.versions if t.material and t.number > version]
        return min(ends, default=None)


FIRST = (TextVersion(1, date(2026, 3, 1)),)
WITH_THE_WAY_TO_HER_DOOR = (*FIRST, TextVersion(2, date(2026, 11, 23), material=False))
"""Says in a sentence what the first one's lists of data and receivers held: a care worker who goes
there reads the address. Nobody receives more than they had agreed to."""


def _commute(
    purpose: Purpose, retention: timedelta, data: tuple[str, ...] = ("position",)
) -> Terms:
    return Terms(
        purpose=purpose,
        legal_basis="위치정보법 §18, §19, §25",
        data=data,
        retention=retention,
        receivers=("guardian",),
        versions=FIRST,
        location=True,
    )


def _advertising(purpose: Purpose, *, night: bool) -> Terms:
    return Terms(
        purpose=purpose,
        legal_basis="정보통신망법 §50③" if night else "정보통신망법 §50①",
        data=("push_token", "interests"),
        retention=timedelta(days=730),
        receivers=(),
        versions=FIRST,
        advertising=True,
        night=night,
    )


def _care(
    purpose: Purpose, data: tuple[str, ...], versions: tuple[TextVersion, ...] = FIRST
) -> Terms:
    return Terms(
        purpose=purpose,
        legal_basis="개인정보보호법 §15, §17, §23",
        data=data,
        retention=timedelta(days=365),
        receivers=("guardian", "care_worker", "centre", "emergency_119"),
        versions=versions,
    )


CARE_LOCATION = Terms(
    purpose=Purpose.CARE_LOCATION,
    legal_basis="위치정보법 §18, §19",
    data=("position", "time"),
    retention=timedelta(hours=24),
    receivers=("guardian", "care_worker", "emergency_119"),
    versions=FIRST,
    location=True,
)


CATALOGUE: dict[Purpose, Terms] = {
    terms.purpose: terms
    for terms in (
        _commute(Purpose.COMMUTE_ARRIVAL, timedelta(days=180), ("position", "place", "time")),
        _commute(Purpose.COMMUTE_DEPARTURE, timedelta(days=180), ("position", "place", "time")),
        _commute(Purpose.COMMUTE_BUS, timedelta(hours=24)),
        _commute(Purpose.COMMUTE_ALERTS, timedelta(days=180), ("position", "time")),
        _commute(Purpose.COMMUTE_ROUTE_HISTORY, timedelta(hours=24), ("position", "time")),
        _advertising(Purpose.COMMERCE_ADVERTISING, night=False),
        _advertising(Purpose.COMMERCE_ADVERTISING_NIGHT, night=True),
        _care(
            Purpose.CARE_CHECK_INS,
            ("answers", "contacts", "address", "cases"),
            WITH_THE_WAY_TO_HER_DOOR,
        ),
        _care(Purpose.CARE_HOME_SENSORS, ("sensor_events", "rhythm")),
        CARE_LOCATION,
    )
}


def wording(purpose: Purpose, locale: Locale, *, version: int | None = None) -> str:
    """The exact text of a version, the current one unless told.

    Raises KeyError for a version that was never shown.
    """
    terms = CATALOGUE[purpose]
    return terms.words.text(locale, f"{purpose}.v{version or terms.version}")
