"""A senior: she lives, hears or does not, answers, falls, and is found."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from domains.care import public as care
from domains.care.check_ins.lock import UNANSWERED
from domains.care.check_ins.models import CheckIn
from domains.care.events import CheckInAsked
from domains.care.public import check_ins, people
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from tests.care_in_the_house.deeds import Deeds
from tests.care_in_the_house.flat import Flat
from tests.care_in_the_house.home import Incident, Manners
from tests.care_in_the_house.moments import moment, ms

LIES_FOR: Final = timedelta(days=2)
AWAY_AFTER: Final = timedelta(days=3)
"""Both as in the straight year."""
ANSWERS_IN: Final = timedelta(minutes=30)
"""To the question of the day, on average."""


@dataclass
class Her:
    """`answers` and `pauses` are what she and others told the house, as `judge_straight` takes it;
    `found` tells of each incident of lying when it ended."""

    flat: Flat
    desk: Actor
    clock: Clock
    ids: Ids
    deeds: Deeds
    random: Random
    lies: Incident | None = None
    answers: list[int] = field(default_factory=list)
    pauses: list[tuple[int, int, int]] = field(default_factory=list)
    found: dict[int, int] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return Actor(person_id=self.flat.senior)

    def begin(self) -> None:
        """All that befalls her, and the journeys of which she tells when they begin."""
        for incident in self.flat.home.incidents:
            if incident.is_lying:
                self.deeds.plan(moment(incident.at), lambda one=incident: self._falls(one))
        for since, until in self.flat.home.told["pauses"]:
            self.deeds.plan(moment(since), lambda end=until: self._travels(moment(end)))

    async def _falls(self, incident: Incident) -> None:
        self.lies = incident
        self.flat.gone.append((incident.at, incident.at + _ms(LIES_FOR)))
        self.deeds.plan(moment(incident.at) + LIES_FOR, lambda: self._late(incident))

    async def _late(self, incident: Incident) -> None:
        if self.lies is incident:
            await self.is_found()

    async def is_found(self) -> None:
        """To hospital; her centre tells the house."""
        assert self.lies is not None
        now, incident = ms(self.clock.now()), self.lies
        self.found[incident.at], self.lies = now, None
        self.flat.gone[-1] = (incident.at, now + _ms(AWAY_AFTER))
        reason = care.PauseReason.HOSPITAL
        await self._pause(self.desk, reason, self.clock.now() + AWAY_AFTER)

    async def _travels(self, until: datetime) -> None:
        if until > self.clock.now():
            await self._pause(self.actor, care.PauseReason.TRAVEL, until)

    async def _pause(self, by: Actor, reason: care.PauseReason, until: datetime) -> None:
        """Said again while one stands, it moves the end; nobody comes home sooner by it."""
        now = self.clock.now()
        standing = [one for one in self.pauses if one[1] <= ms(now) < one[2]]
        since = standing[-1][1] if standing else ms(now)
        until = max([until, *(moment(one[2]) for one in standing)])
        paused = await care.pause_care(
            by,
            senior_id=self.flat.senior,
            reason=reason,
            until=until,
            clock=self.clock,
            ids=self.ids,
        )
        assert isinstance(paused, people.Paused), paused
        self.pauses.append((ms(now), since, ms(until)))

    def is_asked(self, rings: CheckInAsked) -> None:
        """Her phone shows a question, or rings for it again. Of the question of the day it is drawn
        once whether she answers; a companion's call she may hear each time."""
        if rings.origin is check_ins.Origin.COMPANION:
            self._may_answer(rings, self._hears(), timedelta(minutes=self._manners.answers_in_min))
        elif rings.times == 1:
            self._may_answer(rings, self._manners.answers_check_in, ANSWERS_IN)

    @property
    def _manners(self) -> Manners:
        return self.flat.home.manners

    def _hears(self) -> float:
        return self.flat.home.hears(ms(self.clock.now()))

    def _may_answer(self, rings: CheckInAsked, chance: float, mean: timedelta) -> None:
        drawn, after = self.random.random(), mean * self.random.expovariate(1)
        at = self.clock.now() + after
        if drawn < chance and at < rings.answerable_until:
            self.deeds.plan(at, lambda: self._answers(rings.check_in_id))

    async def _answers(self, question: UUID) -> None:
        """Unless she cannot, or the question has gone from her screen."""
        is_shown = await CheckIn.exists(id=question, state__in=UNANSWERED)
        if self.lies is not None or not is_shown:
            return
        heard = await check_ins.answer_check_in(
            self.actor,
            check_in_id=question,
            meaning=check_ins.Meaning.FINE,
            request_id=self.ids.new(),
            said_at=None,
            clock=self.clock,
            ids=self.ids,
        )
        assert isinstance(heard, check_ins.Heard), heard
        self.answers.append(ms(self.clock.now()))


def _ms(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)
