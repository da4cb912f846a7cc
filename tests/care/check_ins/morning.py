"""Mornings of Bok-rye: time passes, timers fire, she answers or not."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from api.timers import handlers
from domains.care.cases.models import Case, CaseConcern
from domains.care.check_ins.models import CheckIn, CheckInAnswer
from domains.care.public import cases, check_ins
from domains.kernel import sql, timers
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL, SimulatedClock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from tests.builders.care import Seniors

TEN = check_ins.CheckInPlan(times=(time(10),))
FINE, UNCLEAR, CALL_ME, HELP = check_ins.Meaning
OURS = (check_ins.ASK, check_ins.FOLLOW)


@dataclass(frozen=True)
class Morning:
    seniors: Seniors
    clock: SimulatedClock
    ids: Ids

    @property
    def _steady(self) -> dict[str, Any]:
        return {"clock": self.clock, "ids": self.ids}

    @property
    def hers(self) -> Actor:
        return self.seniors.as_senior

    async def plans(self, plan: check_ins.CheckInPlan = TEN, senior: UUID | None = None):
        return await check_ins.plan_check_ins(
            self.hers, senior or self.seniors.senior, plan, **self._steady
        )

    async def until(self, hour: int, minute: int = 0, *, day: int = 3) -> None:
        """Each timer of check-ins fires at its moment."""
        moment = datetime(2026, 3, day, hour, minute, tzinfo=SEOUL)
        while True:
            rings = await timers.next_ring(OURS)
            if rings is None or rings > moment:
                break
            self.clock.set(max(rings, self.clock.now()))
            await self.fire()
        self.clock.set(max(moment, self.clock.now()))

    def sleeps_until(self, hour: int, minute: int = 0, *, day: int = 3) -> None:
        """Nobody fires anything: our own outage."""
        self.clock.set(datetime(2026, 3, day, hour, minute, tzinfo=SEOUL))

    async def fire(self) -> None:
        known = handlers(**self._steady)
        fired = await timers.fire_due(
            {topic: known[topic] for topic in OURS}, limit=50, clock=self.clock
        )
        assert not fired.failed, fired

    async def question(self) -> CheckIn:
        """The latest one."""
        row = await CheckIn.all().order_by("-asked_at", "-id").first()
        assert row is not None
        return row

    async def answers(
        self,
        meaning: check_ins.Meaning = FINE,
        *,
        to: UUID | None = None,
        request: UUID | None = None,
        said_at: datetime | None = None,
        by: Actor | None = None,
    ):
        question = to or (await self.question()).id
        return await check_ins.answer_check_in(
            by or self.hers,
            check_in_id=question,
            meaning=meaning,
            request_id=request or self.ids.new(),
            said_at=said_at,
            **self._steady,
        )

    async def volunteers(
        self, meaning: check_ins.Meaning = FINE, *, request: UUID | None = None
    ) -> None:
        await check_ins.volunteer(
            self.hers, meaning=meaning, request_id=request or self.ids.new(), **self._steady
        )

    async def calls_in(
        self,
        said: check_ins.Said | None,
        *,
        call: UUID | None = None,
        ago: timedelta = timedelta(0),
    ) -> None:
        """From the number that she proved; `said` None: she hung up before anything was asked."""
        at = self.clock.now() - ago
        told = check_ins.Call(call_id=call or self.ids.new(), at=at, said=said, locale=Locale.KO)
        async with in_transaction():
            await check_ins.call_in([self.seniors.senior], told, **self._steady)

    async def home_shows_life(self, *, ago: timedelta = timedelta(0)) -> int:
        async with in_transaction():
            return await check_ins.heard_from_home(
                [self.seniors.senior], at=self.clock.now() - ago, **self._steady
            )

    async def times_asked(self) -> int:
        rows = await sql.fetch(
            "SELECT count(*) AS n FROM kernel.outbox WHERE topic = 'care.check_in_asked'"
        )
        return int(rows[0]["n"])

    async def concerns(self) -> list[cases.ConcernKind]:
        return [row.kind for row in await CaseConcern.all().order_by("id")]

    async def open_case(self) -> Case | None:
        return await Case.get_or_none(ended_at=None)

    async def kept(self) -> int:
        return await CheckInAnswer.all().count()
