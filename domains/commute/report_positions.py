"""Position reports of many phones, taken and judged in one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute import memory as memories
from domains.commute import positions
from domains.commute.accept_fix import (
    AcceptedFix,
    FixLimits,
    JudgedFixes,
    RefusedFix,
    ReportedFix,
    judge_batch,
)
from domains.commute.erase import DETECTION, LOCATION
from domains.commute.judge_batch import Judged, Told, judge, judge_again
from domains.commute.late_fixes import note_late
from domains.commute.memory import Memory
from domains.commute.positions import Batch, oldest_accepted
from domains.commute.recollection import Recollection
from domains.commute.record_crossings import Grants, record_crossings
from domains.commute.retention import Retention
from domains.commute.seen_devices import SeenDevices
from domains.consent.public import Act, Grant, require_each
from domains.identity import public as identity
from domains.identity.public import DeviceCredential
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

INGEST = system_actor("commute.ingest")


@dataclass(frozen=True, slots=True)
class Report:
    """What one phone sent: by its device's credential, or within the child's own session."""

    sender: DeviceCredential | UUID
    fixes: Sequence[ReportedFix]


@dataclass(frozen=True, slots=True)
class Taken:
    """The report was taken. Points known before count as taken: a retry gets the same answer."""

    taken: int
    refused: tuple[RefusedFix, ...]


@dataclass(frozen=True, slots=True)
class UnknownDevice:
    """No device has this credential, or it was revoked."""


@dataclass(frozen=True, slots=True)
class CollectionRefused:
    """No consent stands under which this child's positions may be collected."""


ReportOutcome = Taken | UnknownDevice | CollectionRefused


@dataclass(frozen=True, slots=True)
class _Believed:
    index: int
    child_id: UUID
    device_id: UUID | None
    fixes: JudgedFixes


class PositionDoor:
    """Where positions come in. Holds what one process need not work out twice."""

    def __init__(
        self, *, clock: Clock, ids: Ids, retention: Retention, future_skew: timedelta
    ) -> None:
        self._clock = clock
        self._ids = ids
        self._retention = retention
        self._future_skew = future_skew
        self._recollection = Recollection()
        self._seen = SeenDevices()

    async def take(self, reports: Sequence[Report]) -> list[ReportOutcome]:
        """Take many phones' reports, one outcome each, in one transaction.

        A report that is refused, and a point that is refused, never costs another its place.
        """
        async with in_transaction():
            senders = await self._senders(reports)
            grants = await require_each(
                INGEST,
                subjects={child for child, _ in senders.values()},
                purposes=LOCATION,
                act=Act.COLLECT,
                clock=self._clock,
                ids=self._ids,
            )
            believed = self._believe(reports, senders, grants)
            await self._keep(believed, grants)
        await self._seen.note(
            {one.device_id for one in believed if one.device_id}, clock=self._clock
        )
        return _outcomes(reports, senders, believed)

    async def _senders(self, reports: Sequence[Report]) -> Mapping[int, tuple[UUID, UUID | None]]:
        """Child and device of each report whose sender is known."""
        shown = {r.sender for r in reports if isinstance(r.sender, DeviceCredential)}
        known = await identity.authenticate_devices(shown) if shown else {}
        found: dict[int, tuple[UUID, UUID | None]] = {}
        for index, report in enumerate(reports):
            if isinstance(report.sender, UUID):
                found[index] = (report.sender, None)
            elif device := known.get(report.sender):
                found[index] = (device.person_id, device.device_id)
        return found

    def _believe(
        self,
        reports: Sequence[Report],
        senders: Mapping[int, tuple[UUID, UUID | None]],
        grants: Grants,
    ) -> list[_Believed]:
        now = self._clock.now()
        limits = FixLimits(
            future_skew=self._future_skew,
            oldest=now - oldest_accepted(now, self._retention.raw),
        )
        allowed = {child for child, _ in grants}
        return [
            _Believed(i, child, device, judge_batch(reports[i].fixes, now=now, limits=limits))
            for i, (child, device) in senders.items()
            if child in allowed
        ]

    async def _keep(self, believed: Sequence[_Believed], grants: Grants) -> None:
        batches = [
            Batch(_any_grant(grants, one.child_id), one.device_id, one.fixes.accepted)
            for one in believed
            if one.fixes.accepted
        ]
        if not batches:
            return
        now = self._clock.now()
        held = await memories.recall({batch.grant.subject_id for batch in batches}, now=now)
        fresh = _fresh(batches, await positions.store(batches, received_at=now))
        told = [
            change
            for child, fixes in fresh.items()
            for change in await self._judge(held[child], fixes, grants)
        ]
        await memories.remember([held[child] for child in fresh], now=now)
        await record_crossings(told, grants=grants, clock=self._clock, ids=self._ids)

    async def _judge(
        self, memory: Memory, fixes: Sequence[AcceptedFix], grants: Grants
    ) -> Sequence[Told]:
        newest = max(fix.at for fix in fixes)
        memory.last_position_at = max(newest, memory.last_position_at or newest)
        if not any((memory.child_id, purpose) in grants for purpose in DETECTION):
            return ()
        judged = await self._judged(memory, fixes, grants)
        if judged.late:
            await note_late(memory, fixes, clock=self._clock, ids=self._ids)
        self._recollection.keep(memory, judged, since=self._clock.now() - self._retention.raw)
        return judged.told

    async def _judged(self, memory: Memory, fixes: Sequence[AcceptedFix], grants: Grants) -> Judged:
        track = await self._recollection.track(memory)
        if track is not None:
            return judge(memory, fixes, track=track, ids=self._ids)
        return await judge_again(
            memory,
            await self._recollection.fences(memory),
            grant=_any_grant(grants, memory.child_id),
            since=self._clock.now() - self._retention.raw,
            ids=self._ids,
        )


def _fresh(
    batches: Sequence[Batch], new: Mapping[UUID, set[datetime]]
) -> dict[UUID, list[AcceptedFix]]:
    """By child, the fixes that nobody had sent before."""
    fresh: dict[UUID, list[AcceptedFix]] = defaultdict(list)
    for batch in batches:
        child = batch.grant.subject_id
        fresh[child] += [fix for fix in batch.fixes if fix.at in new[child]]
    return {child: fixes for child, fixes in fresh.items() if fixes}


def _any_grant(grants: Grants, child_id: UUID) -> Grant:
    return next(grant for (child, _), grant in grants.items() if child == child_id)


def _outcomes(
    reports: Sequence[Report],
    senders: Mapping[int, tuple[UUID, UUID | None]],
    believed: Sequence[_Believed],
) -> list[ReportOutcome]:
    taken = {one.index: one.fixes for one in believed}
    return [_outcome(taken.get(i), known=i in senders) for i in range(len(reports))]


def _outcome(fixes: JudgedFixes | None, *, known: bool) -> ReportOutcome:
    if fixes is not None:
        return Taken(len(fixes.accepted), fixes.refused)
    return CollectionRefused() if known else UnknownDevice()
