"""The audit in a test's hands: things happen, blocks are sealed, somebody looks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.audit_stream import AUDIT
from domains.kernel.clock import SimulatedClock
from domains.kernel.object_store import ObjectStore
from domains.kernel.sealing.anchor import anchor
from domains.kernel.sealing.block import Block
from domains.kernel.sealing.finding import Finding, Wrong
from domains.kernel.sealing.seal import seal_next
from domains.kernel.sealing.tip import move_tip
from domains.kernel.sealing.verify import verify
from infra.seal_key import SealingKey
from tests.fakes.ordered_ids import OrderedIds


@dataclass
class Archive:
    key: SealingKey
    objects: ObjectStore
    clock: SimulatedClock
    ids: OrderedIds
    tip_moved: bool = True

    async def happen(self, action: str = "tests.bell.ring") -> None:
        await audit.record(
            Actor(person_id=self.ids.new()),
            action,
            subject_id=self.ids.new(),
            reference=self.ids.new(),
            clock=self.clock,
            ids=self.ids,
        )

    async def seal(self) -> Block | None:
        block = await seal_next(AUDIT, key=self.key, clock=self.clock)
        await anchor(AUDIT.name, objects=self.objects, clock=self.clock)
        self.tip_moved = await move_tip(AUDIT.name, objects=self.objects)
        return block

    async def findings(self, *, since: datetime | None = None) -> list[Finding]:
        steps = verify(AUDIT, key=self.key, objects=self.objects, clock=self.clock, since=since)
        return [finding async for step in steps for finding in step.findings]

    async def unsealed(self) -> int:
        steps = verify(AUDIT, key=self.key, objects=self.objects, clock=self.clock)
        return [step.unsealed async for step in steps][-1]


def named(findings: list[Finding]) -> set[tuple[Wrong, UUID | int | None]]:
    """What is wrong with which row, or else with which block."""
    return {(found.wrong, found.row_id or found.block) for found in findings}
