"""Two workers, a clock, people who retract, stop and see: what hypothesis draws, done for real."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from domains.kernel import sql
from notifications.channel import Channel
from notifications.claim_due import claim_due
from notifications.claimed import Claimed
from notifications.dispatch import halts
from notifications.dispatch.halts import Halts
from notifications.mark_seen import mark_seen
from notifications.notification import Notification
from notifications.ports import (
    CredentialsRefused,
    NotBegun,
    Outgoing,
    QuotaExceeded,
    Receipt,
    Rejected,
    Sent,
    Transient,
)
from notifications.prepare import Bundle, prepare
from notifications.requeue import requeue
from notifications.retry import after
from notifications.settle import Outcome, settle
from tests.notifications.world import Family, World

Key = tuple[UUID, UUID]

FINAL = frozenset({"sent", "seen", "failed", "expired", "retracted"})
LEGAL = frozenset(
    {
        ("queued", "sending"),
        ("sending", "queued"),
        *((state, end) for state in ("queued", "sending") for end in FINAL),
        ("sent", "seen"),
        ("failed", "queued"),
        ("failed", "seen"),
        ("expired", "seen"),
    }
)
"""From one look to the next. A dead letter may be replayed; what was seen had arrived."""

ANSWERS: dict[str, Receipt] = {
    "taken": Sent("m"),
    "lost": Transient("timeout"),
    "unavailable": Transient("http_503", 3.0),
    "quota": QuotaExceeded(2.0),
    "credentials": CredentialsRefused("http_401"),
    "refused": Rejected("INVALID_ARGUMENT"),
}
ARRIVES = frozenset({"taken", "lost"})


@dataclass
class Worker:
    """What it has in its hands, from the claim to the receipts."""

    halts: Halts
    claimed: list[Claimed] = field(default_factory=list)
    outcome: Outcome | None = None


@dataclass
class Story:
    """One life of a ledger; each method is one step, and each looks after the rules."""

    world: World
    family: Family
    events: list[Notification] = field(default_factory=list)
    arrived: Counter[Key] = field(default_factory=Counter)
    retracted: set[UUID] = field(default_factory=set)
    stopped: set[UUID] = field(default_factory=set)
    states: dict[Key, str] = field(default_factory=dict)
    workers: list[Worker] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workers = [Worker(Halts(clock=self.world.clock)) for _ in range(2)]

    async def tell(self, alarm: bool) -> None:
        told = self.family.not_arrived() if alarm else self.family.arrived()
        await self.world.tell(told)
        self.events.append(told)

    async def claim(self, which: int, limit: int) -> None:
        worker, now = self.workers[which], self.world.clock.now()
        if worker.claimed:
            return
        worker.claimed = await claim_due(
            limit=limit, clock=self.world.clock, stopped=worker.halts.stopped
        )
        for each in worker.claimed:
            assert each.event_id not in self.retracted
            assert each.event_id not in worker.halts.stopped
        for other in self.workers:
            if other is not worker:
                held = {_key(each) for each in other.claimed if each.leased_until > now}
                assert not held & {_key(each) for each in worker.claimed}

    async def send(self, which: int, answer: str) -> None:
        worker = self.workers[which]
        if not worker.claimed or worker.outcome is not None:
            return
        prepared = await prepare(worker.claimed, now=self.world.clock.now())
        worker.outcome = Outcome(rest=prepared.settled)
        bundle = prepared.bundles.get(Channel.FCM, Bundle())
        for claimed, outgoing in zip(bundle.claimed, bundle.outgoing, strict=True):
            self._one(worker, claimed, outgoing, answer)

    def _one(self, worker: Worker, claimed: Claimed, outgoing: Outgoing, answer: str) -> None:
        receipt: Receipt = NotBegun() if self._halted(worker, claimed) else ANSWERS[answer]
        assert worker.outcome is not None
        if isinstance(receipt, Sent):
            worker.outcome.taken.append((claimed, receipt.message_id))
        else:
            worker.outcome.rest.append((claimed, self._after(claimed, receipt)))
        if answer in ARRIVES and not isinstance(receipt, NotBegun):
            self.arrived[_key(claimed)] += 1
        assert outgoing.event_id == outgoing.wording.event_id == claimed.event_id

    def _halted(self, worker: Worker, claimed: Claimed) -> bool:
        return worker.halts.of_lane(claimed.lane)(claimed.event_id)

    def _after(self, claimed: Claimed, receipt: Receipt):
        return after(
            receipt,
            attempts=claimed.attempts,
            expires_at=claimed.expires_at,
            now=self.world.clock.now(),
            dice=Random(claimed.attempts),
            reason=claimed.reason,
        )

    async def settle(self, which: int, twice: bool) -> None:
        worker = self.workers[which]
        if worker.outcome is None:
            return
        for _ in range(1 + twice):
            await settle(worker.outcome, clock=self.world.clock, ids=self.world.ids)
        worker.claimed, worker.outcome = [], None

    async def die(self, which: int) -> None:
        self.workers[which] = Worker(Halts(clock=self.world.clock))

    async def look(self, which: int) -> None:
        await self.workers[which].halts.refresh()

    async def pass_time(self, seconds: int) -> None:
        self.world.clock.advance(timedelta(seconds=seconds))

    async def retract(self, which: int) -> None:
        if self.events:
            event = self.events[which % len(self.events)]
            await self.world.take_back(event.tag)
            self.retracted.add(event.event_id)

    async def stop(self, which: int) -> None:
        if self.events:
            event = self.events[which % len(self.events)].event_id
            await halts.stop([event])
            self.stopped.add(event)

    async def resume(self) -> None:
        await halts.resume(self.stopped)
        self.stopped.clear()

    async def see(self, which: int) -> None:
        """A phone says so of what arrived, never of anything else."""
        if self.arrived:
            event, device = sorted(self.arrived)[which % len(self.arrived)]
            await mark_seen(
                self.family.mother,
                device_id=device,
                event_ids=[event],
                opened=False,
                clock=self.world.clock,
                ids=self.world.ids,
            )

    async def replay(self) -> None:
        rows = await sql.fetch(
            "SELECT event_id, device_id FROM notifications.deliveries WHERE dead_letter"
        )
        await requeue([(row[0], row[1]) for row in rows], clock=self.world.clock)

    async def check(self) -> None:
        """No row is lost, and none goes where it may not."""
        now = await _states()
        assert self.states.keys() <= now.keys()
        for key, before in self.states.items():
            assert before == now[key] or (before, now[key]) in LEGAL, (before, now[key])
        for key, state in now.items():
            if key[0] in self.retracted:
                assert state in FINAL
        self.states = now

    async def end_well(self) -> None:
        """The storm is over: whoever died is replaced, and everything is sent that may be."""
        await self.resume()
        for which in range(len(self.workers)):
            await self.die(which)
        while set(self.states.values()) - FINAL:
            await self.pass_time(300)
            await self.look(0)
            await self.claim(0, 50)
            await self.send(0, "taken")
            await self.settle(0, twice=False)
            await self.check()
        assert set(self.states.values()) <= FINAL
        for key, state in self.states.items():
            assert state not in ("sent", "seen") or self.arrived[key]
            assert self.arrived[key] or state in ("failed", "expired", "retracted")


def _key(claimed: Claimed) -> Key:
    return claimed.event_id, claimed.device_id


async def _states() -> dict[Key, str]:
    rows = await sql.fetch("SELECT event_id, device_id, state FROM notifications.deliveries")
    return {(row["event_id"], row["device_id"]): row["state"] for row in rows}
