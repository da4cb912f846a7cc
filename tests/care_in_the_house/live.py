"""Time passes: from one moment at which something is due to the next, to the minute."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final
from uuid import UUID

from api import jobs
from api.jobs import tools as jobs_tools
from api.timers import fire_turn, handlers
from domains.care.public import cases, homes
from domains.kernel import outbox, sql, timers
from domains.kernel.clock import SimulatedClock
from infra.emergency_119 import Emergency119
from tests.builders.city import City
from tests.builders.heard import nobody_stands_before
from tests.care_in_the_house.deeds import Deeds
from tests.care_in_the_house.flat import Flat
from tests.care_in_the_house.moments import EPOCH, moment, ms
from tests.care_in_the_house.seen_well import raised_of_who_was_seen_well
from tests.care_in_the_house.witness import Witness

MINUTE: Final = timedelta(minutes=1)
HEARD_EVERY: Final = 5 * MINUTE
"""What homes say is carried in together; what rings is carried in at its own minute."""
MOST_AT_ONCE: Final = 500
OFFER: Final = timedelta(seconds=30)
HOUSE_KEPT_EVERY: Final = timedelta(hours=6)
APP_OPENED_EVERY: Final = timedelta(days=30)
"""The app introduces itself at each start; one that nobody opens for nine months is forgotten."""
_PULSE: Final = """
    INSERT INTO care.pulses (source, heard) VALUES ($1, tstzmultirange(tstzrange($2, $3)))
    ON CONFLICT (source) DO UPDATE SET heard = pulses.heard + EXCLUDED.heard
"""


@dataclass
class Days:
    """The house's own work, in the order in which its processes would come to it."""

    city: City
    door: homes.HomeDoor
    rescue: Emergency119
    flats: tuple[Flat, ...]
    doors_shut: list[tuple[int, int]]
    deeds: Deeds
    witness: Witness
    verdicts: dict[homes.Verdict, int] = field(default_factory=dict)
    seen_well: dict[UUID, str] = field(default_factory=dict)
    _listened_until: datetime | None = None
    _kept_at: datetime = EPOCH
    _summed_at: datetime = EPOCH
    _opened_at: datetime = EPOCH

    @property
    def clock(self) -> SimulatedClock:
        return self.city.clock

    async def live(self, until: datetime, *, tell: Callable[[datetime], None]) -> None:
        await self._turn()
        while (now := await self._next()) <= until:
            self.clock.set(now)
            await self._turn()
            tell(now)

    async def _next(self) -> datetime:
        now = self.clock.now()
        coming = [_up(now + timedelta(seconds=1), HEARD_EVERY), *self._alarms_after(now)]
        coming += self._doors_after(now)
        rings = await timers.next_ring(list(self._handlers))
        coming += [_up(max(each, now), MINUTE) for each in (rings, self.deeds.next_at) if each]
        return max(min(coming), now + timedelta(seconds=1))

    def _alarms_after(self, now: datetime) -> list[datetime]:
        """What rings comes in at once."""
        at = [alarm for flat in self.flats if (alarm := flat.alarm_after(ms(now))) is not None]
        return [_up(moment(each), MINUTE) for each in at]

    def _doors_after(self, now: datetime) -> list[datetime]:
        """A door that is shut for five minutes is found shut."""
        edges = [_up(moment(edge), MINUTE) for span in self.doors_shut for edge in span]
        return [edge for edge in edges if edge > now]

    @cached_property
    def _handlers(self) -> Mapping[str, timers.Handler]:
        return handlers(clock=self.clock, ids=self.city.ids)

    @cached_property
    def _tools(self) -> jobs_tools.Context:
        return {"tools": self.city.tools}

    async def _turn(self) -> None:
        """One moment: what comes in, what people do, and all that follows from both."""
        done = await self.deeds.do_due(self.clock.now())
        rang = await self._listen()
        if done or rang or await self._is_due():
            await self._work()
        await self._keep_house()
        await self._open_apps()

    async def _open_apps(self) -> None:
        now = self.clock.now()
        if now - self._opened_at < APP_OPENED_EVERY:
            return
        self._opened_at = now
        phones = await sql.fetch(
            "SELECT person_id, push_token FROM identity.devices WHERE push_token IS NOT NULL"
        )
        for phone in phones:
            await self.city.town.phone(phone["person_id"], phone["push_token"])

    async def _listen(self) -> bool:
        """Whether something rang."""
        now = ms(self.clock.now())
        if any(since <= now < until for since, until in self.doors_shut):
            self._listened_until = None
            return False
        await self._beat()
        said = [message for flat in self.flats for message in flat.says(now)]
        for first in range(0, len(said), MOST_AT_ONCE):
            for verdict in await self.door.take(said[first : first + MOST_AT_ONCE]):
                self.verdicts[verdict] = self.verdicts.get(verdict, 0) + 1
        if said:
            await nobody_stands_before()
        return any(flat.rang(now) for flat in self.flats)

    async def _beat(self) -> None:
        """A door that listened all the time says so in one stroke: it beats every ten seconds."""
        now = self.clock.now()
        since, self._listened_until = self._listened_until or now, now
        await sql.execute(_PULSE, homes.Source.INGEST, since, now + timedelta(microseconds=1))

    async def _is_due(self) -> bool:
        rings = await timers.next_ring(list(self._handlers))
        return rings is not None and rings <= self.clock.now()

    async def _work(self) -> None:
        """Timers, looks, reactions and sends, until nothing is left of this moment."""
        while True:
            while (await fire_turn(self._handlers, clock=self.clock)).is_full:
                pass
            await jobs.judge_homes(self._tools)
            await self._relay()
            await cases.call_119(self.rescue, limit=5, clock=self.clock, ids=self.city.ids)
            await self.witness.look_around()
            if not await self._is_due():
                return

    async def _relay(self) -> None:
        reacted = False
        while due := await outbox.claim_due(limit=100, lease=OFFER, clock=self.clock):
            await jobs.react(self._tools, [str(event) for event in due])
            reacted = True
        if reacted:
            await jobs.deliver(self._tools)

    async def _keep_house(self) -> None:
        now = self.clock.now()
        if now - self._summed_at >= timedelta(hours=1):
            self._summed_at = now
            await jobs.summarise_homes(self._tools)
        if now - self._kept_at >= HOUSE_KEPT_EVERY:
            self._kept_at = now
            self.seen_well |= await raised_of_who_was_seen_well()
            await jobs.expire_homes(self._tools)
            await jobs.keep_house(self._tools)


def _up(at: datetime, step: timedelta) -> datetime:
    """The next whole step."""
    return EPOCH + -(-(at - EPOCH) // step) * step
