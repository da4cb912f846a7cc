"""The door over the database: many phones' reports share one transaction."""

from collections.abc import Sequence
from math import ceil
from typing import assert_never

from api.rest.ingest.door import ConsentMissing, DoorOutcome, Taken, TooMany, UnknownDevice
from domains.commute import public as commute
from domains.commute.public import CollectionRefused, Report, ReportedFix, ReportOutcome
from domains.identity.public import DeviceCredential
from domains.kernel.errors import Unavailable
from infra.coalescing import Coalescer, Overloaded
from infra.database import OUTAGES
from infra.rate_limit import Pace
from infra.telemetry.metrics import POSITIONS

LARGEST = 64
"""Reports in one transaction: enough to share its cost, few enough to stay short."""

ACCEPTED, REFUSED = POSITIONS.labels("accepted"), POSITIONS.labels("refused")

WAITING = 20_000
"""Positions that may wait in one process, and one more for each report."""

RETRY_AFTER_S = 5


class CommuteDoor:
    """Takes reports from every entrance; what arrives while one batch commits is the next."""

    def __init__(self, door: commute.PositionDoor, *, pace: Pace) -> None:
        self._pace = pace
        self._reports: Coalescer[Report, ReportOutcome] = Coalescer(
            door.take, largest=LARGEST, waiting=WAITING, weigh=_positions
        )

    async def report(self, report: Report) -> ReportOutcome:
        """One report's outcome, once committed. Raises Unavailable, also where too many wait."""
        try:
            return await self._submit(report)
        except Overloaded as overloaded:
            raise Unavailable from overloaded

    async def _submit(self, report: Report) -> ReportOutcome:
        try:
            outcome = await self._reports.submit(report)
        except OUTAGES as outage:
            raise Unavailable from outage
        _count(outcome, sent=len(report.fixes))
        return outcome

    async def accept(
        self, *, credential: DeviceCredential, fixes: Sequence[ReportedFix]
    ) -> DoorOutcome:
        """A tracker's report, in the words of the tracker protocols."""
        wait_s = self._pace.wait_s(credential)
        if wait_s:
            return TooMany(ceil(wait_s))
        try:
            outcome = await self._submit(Report(credential, fixes))
        except Overloaded:
            return TooMany(RETRY_AFTER_S)
        match outcome:
            case commute.Taken(taken=taken, refused=refused):
                return Taken(taken, refused)
            case commute.UnknownDevice():
                return UnknownDevice()
            case CollectionRefused():
                return ConsentMissing()
            case unreachable:
                assert_never(unreachable)


def _positions(report: Report) -> int:
    return 1 + len(report.fixes)


def _count(outcome: ReportOutcome, *, sent: int) -> None:
    match outcome:
        case commute.Taken(taken=taken, refused=refused):
            ACCEPTED.inc(taken)
            REFUSED.inc(len(refused))
        case commute.UnknownDevice() | CollectionRefused():
            REFUSED.inc(sent)
