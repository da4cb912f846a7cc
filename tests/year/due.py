"""What must happen, as the oracle says it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, order=True)
class Due:
    """`what` about `whom`, due at `at`; seen at `seen_at`, which is later only while nobody works.

    `told` are the keys of those who hear of it, all of them and nobody else; None where nobody is
    told because it is an entry of a book.
    """

    at: datetime
    seen_at: datetime
    what: str
    whom: str
    told: frozenset[str] | None = frozenset()


@dataclass(frozen=True)
class Probe:
    """At `at`, before any job runs: may this purpose of this person be used?"""

    at: datetime
    subject: str
    purpose: str
    stands: bool
