"""Guardians, care workers and the desk: each acts when asked, through the same doors as an app."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from domains.care.cases.ladder import WAITS
from domains.care.public import cases
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from tests.care_in_the_house.deeds import Deeds
from tests.care_in_the_house.her import Her
from tests.care_in_the_house.move_in import Dong

MINUTE: Final = timedelta(minutes=1)
WORKER_MISSES: Final = 0.1
"""How often a care worker does not see that she is asked: then who stands in is."""
SPEAKS_FOR: Final = 3 * MINUTE
LOOKS_UP: Final = 2 * MINUTE
ON_THE_WAY: Final = {
    cases.Level.FAMILY: 15 * MINUTE,
    cases.Level.CARE_WORKER: 15 * MINUTE,
    cases.Level.EMERGENCY: 8 * MINUTE,
}
"""Sooner than the house takes her for silent."""
THERE: Final = 14 * MINUTE
"""After that."""
SEEN_WELL: Final = (cases.ActKind.SPOKE_WITH_HER, cases.ActKind.VISITED)
OFFICES: Final = (cases.Rung.WORKER, cases.Rung.STAND_IN, cases.Rung.CENTRE)
ALARMS: Final = frozenset(
    {cases.ConcernKind.SMOKE, cases.ConcernKind.GAS, cases.ConcernKind.FALL, cases.ConcernKind.SOS}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody's phone shows a case; `kind` and `level` are the case's at that moment."""

    case: UUID
    senior: UUID
    person: UUID
    rung: cases.Rung
    kind: cases.ConcernKind
    level: cases.Level


@dataclass
class Neighbours:
    """`did` is what they did, under ids in order; `refused` what the house would not do,
    `seen_well` when somebody spoke with a senior or met her."""

    dong: Dong
    hers: Mapping[UUID, Her]
    clock: Clock
    ids: Ids
    deeds: Deeds
    random: Random
    did: list[tuple[UUID, UUID, str, datetime]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seen_well: dict[UUID, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def are_asked(self, asked: Asked) -> None:
        if asked.rung is cases.Rung.GUARDIAN and asked.level is cases.Level.FAMILY:
            self._guardian(asked)
        elif asked.rung in OFFICES and self.random.random() >= self._misses(asked):
            after = LOOKS_UP * (1 + self.random.random())
            self.deeds.plan(self.clock.now() + after, lambda: self._sets_out(asked))

    def _misses(self, asked: Asked) -> float:
        """Nobody overlooks 119, and at the centre somebody is always at the desk."""
        is_alarm = asked.level is cases.Level.EMERGENCY
        if asked.rung is cases.Rung.CENTRE:
            return 0.0 if asked.person == self.dong.people.desk and not is_alarm else 1.0
        return float(asked.rung is not cases.Rung.WORKER) if is_alarm else WORKER_MISSES

    def _guardian(self, asked: Asked) -> None:
        manners = self.hers[asked.senior].flat.home.manners
        settles, turn = self.random.random() < manners.guardian_settles, self.random.random()
        if settles and self.hers[asked.senior].lies is None:
            after = WAITS[cases.Rung.GUARDIAN] * turn
            self.deeds.plan(self.clock.now() + after, lambda: self._calls_her(asked))

    async def _calls_her(self, asked: Asked) -> None:
        if self.hers[asked.senior].lies is None and await self._takes(asked):
            self.deeds.plan(self.clock.now() + SPEAKS_FOR, lambda: self._spoke(asked))

    async def _spoke(self, asked: Asked) -> None:
        """Who has fallen since does not come to the telephone: the case goes on without them."""
        if self.hers[asked.senior].lies is None:
            await self._closes(asked, cases.ActKind.SPOKE_WITH_HER)

    async def _sets_out(self, asked: Asked) -> None:
        if await self._takes(asked):
            after = ON_THE_WAY[asked.level]
            self.deeds.plan(self.clock.now() + after, lambda: self._is_on_the_way(asked))

    async def _is_on_the_way(self, asked: Asked) -> None:
        act = cases.NewAct(cases.ActKind.ON_THE_WAY, self.clock.now())
        done = await cases.record_act(
            self.dong.actor(asked.person),
            act,
            case_id=asked.case,
            clock=self.clock,
            ids=self.ids,
        )
        self._note(done, cases.ActRecorded)
        self._did(asked, "act")
        after = min(THERE, ON_THE_WAY[asked.level])
        self.deeds.plan(self.clock.now() + after, lambda: self._is_there(asked))

    async def _is_there(self, asked: Asked) -> None:
        her = self.hers[asked.senior]
        if her.lies is not None:
            await self._closes(asked, cases.ActKind.IN_HOSPITAL)
            await her.is_found()
        elif asked.kind in ALARMS:
            await self._closes(asked, cases.ActKind.EMERGENCY_TOOK_OVER)
        else:
            await self._closes(asked, cases.ActKind.VISITED)

    async def _takes(self, asked: Asked) -> bool:
        took = await cases.acknowledge_case(
            self.dong.actor(asked.person), case_id=asked.case, clock=self.clock, ids=self.ids
        )
        if isinstance(took, cases.CaseAcknowledged) and took.by_you:
            self._did(asked, "took")
            return True
        if isinstance(took, cases.NotYourCase):
            self.refused.append(f"{took} of {asked}")
        return False

    async def _closes(self, asked: Asked, kind: cases.ActKind) -> None:
        act = cases.NewAct(kind, self.clock.now())
        closed = await cases.close_case(
            self.dong.actor(asked.person),
            case_id=asked.case,
            act=act,
            clock=self.clock,
            ids=self.ids,
        )
        self._note(closed, (cases.CaseClosed, cases.CaseOver))
        if isinstance(closed, cases.CaseClosed) and kind in SEEN_WELL:
            self.seen_well[asked.senior].append(act.at)

    def _did(self, asked: Asked, what: str) -> None:
        self.did.append((self.ids.new(), asked.case, what, self.clock.now()))

    def _note(self, outcome: object, wanted: type | tuple[type, ...]) -> None:
        if not isinstance(outcome, wanted):
            self.refused.append(str(outcome))
