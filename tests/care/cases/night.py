"""A night in which a case is walked: time passes, timers fire, people take it and act."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from domains.care.cases.models import CaseAsked, CaseStep
from domains.care.public import cases
from domains.kernel import sql, timers
from domains.kernel.actor import Actor
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from tests.builders.care import Seniors
from tests.care.cases.worry import Worry

TICK = timedelta(seconds=30)


@dataclass(frozen=True)
class Night:
    worry: Worry
    seniors: Seniors
    clock: SimulatedClock
    ids: Ids

    async def passes(self, for_: timedelta) -> None:
        """Each timer fires when it is due, half a minute late at most."""
        await self.fire()
        until = self.clock.now() + for_
        while self.clock.now() < until:
            rings = await timers.next_ring([cases.TOPIC])
            self.clock.set(until if rings is None or rings > until else rings)
            await self.fire()

    async def fire(self) -> None:
        handler = partial(cases.case_is_due, clock=self.clock, ids=self.ids)
        fired = await timers.fire_due({cases.TOPIC: handler}, limit=50, clock=self.clock)
        assert not fired.failed

    async def steps(self) -> list[tuple[cases.Rung, set[UUID]]]:
        """Of all cases, in turn: which, and who was asked."""
        found = []
        for step in await CaseStep.all().order_by("id"):
            asked = await CaseAsked.filter(step_id=step.id)
            found.append((step.rung, {row.person_id for row in asked}))
        return found

    async def topics(self) -> list[str]:
        rows = await sql.fetch("SELECT topic FROM kernel.outbox ORDER BY id")
        return [row["topic"] for row in rows]

    @property
    def _steady(self) -> dict[str, Any]:
        return {"clock": self.clock, "ids": self.ids}

    async def _case(self) -> UUID:
        return (await self.worry.case()).id

    async def acknowledge(self, actor: Actor):
        return await cases.acknowledge_case(actor, case_id=await self._case(), **self._steady)

    async def act(self, actor: Actor, kind: cases.ActKind, *, note=None, ago=timedelta(0)):
        act = cases.NewAct(kind, self.clock.now() - ago, note)
        return await cases.record_act(actor, act, case_id=await self._case(), **self._steady)

    async def close(self, actor: Actor):
        return await cases.close_case(actor, case_id=await self._case(), **self._steady)

    async def false_alarm(self, actor: Actor, reason: cases.FalseAlarm, *, ago=timedelta(0)):
        """Of what they knew so long `ago`; None: by a client that does not say."""
        at = None if ago is None else self.clock.now() - ago
        return await cases.mark_false_alarm(
            actor, case_id=await self._case(), reason=reason, at=at, **self._steady
        )

    async def raise_(self, actor: Actor, to: cases.Level = cases.Level.CARE_WORKER):
        return await cases.raise_case(actor, case_id=await self._case(), to=to, **self._steady)

    async def hold(self, actor: Actor, for_: timedelta):
        return await cases.hold_case(actor, case_id=await self._case(), for_=for_, **self._steady)

    async def confirm(self, actor: Actor):
        return await cases.confirm_hand_over(actor, case_id=await self._case(), **self._steady)
