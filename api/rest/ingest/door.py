"""The one door that every tracker protocol knocks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domains.commute.public import RefusedFix, ReportedFix
from domains.identity.public import DeviceCredential


@dataclass(frozen=True, slots=True)
class Heard:
    """What a request said: points that can be read, and places of those that cannot."""

    fixes: tuple[ReportedFix, ...]
    refused: tuple[RefusedFix, ...] = ()

    def __len__(self) -> int:
        return len(self.fixes) + len(self.refused)


NOTHING_HEARD = Heard(())


@dataclass(frozen=True, slots=True)
class Taken:
    """The believed points are stored (again, where a phone repeats itself); the rest is not."""

    accepted: int
    refused: tuple[RefusedFix, ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownDevice:
    """No such device, a wrong secret or a revoked pairing: told apart to nobody."""


@dataclass(frozen=True, slots=True)
class ConsentMissing:
    """The device is known; nobody consents to its positions, so nothing was stored."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """The device reports faster than any walk needs."""

    retry_after_s: int


DoorOutcome = Taken | UnknownDevice | ConsentMissing | TooMany


class PositionDoor(Protocol):
    """Stores what a device reports, under its person's consent."""

    async def accept(
        self, *, credential: DeviceCredential, fixes: Sequence[ReportedFix]
    ) -> DoorOutcome:
        """Judge and store `fixes`; with none, only say whether the device is welcome.

        Raises `domains.kernel.errors.Unavailable` when the database cannot be reached: the
        phone is asked to keep its points and come back.
        """
