"""A door that judges and remembers, and behaves as a test tells it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from api.rest.ingest.door import DoorOutcome, Taken, UnknownDevice
from domains.commute.accept_fix import FixLimits, ReportedFix, judge_batch
from domains.identity.public import DeviceCredential
from domains.kernel.clock import Clock


@dataclass
class RecordingDoor:
    """Knows one device; stores the points that are believed."""

    clock: Clock
    known: DeviceCredential
    stored: list[ReportedFix] = field(default_factory=list)
    knocks: int = 0
    instead: DoorOutcome | Exception | None = None

    async def accept(
        self, *, credential: DeviceCredential, fixes: Sequence[ReportedFix]
    ) -> DoorOutcome:
        self.knocks += 1
        if isinstance(self.instead, Exception):
            raise self.instead
        if self.instead is not None:
            return self.instead
        if credential != self.known:
            return UnknownDevice()
        verdict = judge_batch(fixes, now=self.clock.now(), limits=FixLimits())
        orders = {fix.order for fix in verdict.accepted}
        self.stored += [fix for fix in fixes if fix.order in orders]
        return Taken(len(verdict.accepted), verdict.refused)
