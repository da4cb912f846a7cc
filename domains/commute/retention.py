"""How long commute keeps what."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """`raw`: positions at most; `records`: crossings, missed arrivals, closed SOS calls."""

    raw: timedelta = timedelta(hours=24)
    records: timedelta = timedelta(days=180)
