"""While the model thinks, somebody says something of her home: it is looked at anew, and once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from api import timers as rings
from domains.care.judgement.judge_due_homes import judge_due_homes
from domains.care.judgement.judge_silence import LOOK_EVERY
from domains.care.judgement.modes import ModeKind
from domains.care.judgement.set_mode import ModeSet, begin_mode
from domains.care.judgement.watch_homes import JUDGE, UNDER_WAY
from domains.kernel import sql, timers
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
from tests.builders.street import Street, watch_of
from tests.care.judgement.metronome import Metronome


@dataclass
class Interrupted(Metronome):
    """A model during whose thinking something happens, once."""

    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def judge(self, *said, **more):
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            await happens()
        return await super().judge(*said, **more)


@dataclass
class Flat:
    """Bok-rye's, in which she does not stir any more."""

    street: Street
    seniors: Seniors
    model: Interrupted
    clock: SimulatedClock
    ids: Ids

    async def heat_wave(self) -> None:
        begun = await begin_mode(
            self.seniors.as_desk,
            dong_id=self.seniors.dong,
            kind=ModeKind.HEAT_WAVE,
            until=self.clock.now() + timedelta(days=1),
            clock=self.clock,
            ids=self.ids,
        )
        assert isinstance(begun, ModeSet)

    async def fire(self) -> None:
        await timers.fire_due(
            rings.handlers(clock=self.clock, ids=self.ids), limit=100, clock=self.clock
        )

    async def turn(self) -> None:
        """What is due is done; nothing comes in."""
        await self.fire()
        await judge_due_homes(model=self.model, clock=self.clock, ids=self.ids)

    async def looks(self) -> int:
        return (await watch_of(self.street.flats[0])).version

    async def next_in(self) -> timedelta:
        rows = await sql.fetch("SELECT rings_at FROM kernel.timers WHERE topic = $1", JUDGE)
        return rows[0]["rings_at"] - self.clock.now()

    async def looked_at_while(self, meanwhile: Callable[[], Awaitable[None]]) -> int:
        """Until the model is asked, and this happens meanwhile; how many looks there were."""
        self.model.meanwhile = meanwhile
        while self.model.meanwhile is not None:
            await self.street.live(hours=0.5)
        return await self.looks()


@pytest.fixture
async def flat(database, clock, ids) -> Flat:
    seniors = await settle_seniors(Town(clock, ids))
    model = Interrupted(suspicious_h=8.0, grave_h=30.0)
    street = await Street.build(clock, ids, model=model)
    await street.flat(seniors.senior)
    await street.live(hours=3, about=street.flats)
    return Flat(street, seniors, model, clock, ids)


async def test_whose_timer_still_waits_is_looked_at_again_at_once(flat):
    looks = await flat.looked_at_while(flat.heat_wave)
    assert await flat.next_in() <= timedelta(0)
    await flat.turn()
    assert await flat.looks() == looks + 1


async def test_whose_timer_has_rung_during_the_look_is_looked_at_again_soon(flat, clock):
    async def heat_wave_that_rings() -> None:
        await flat.heat_wave()
        await flat.fire()

    looks = await flat.looked_at_while(heat_wave_that_rings)
    assert timedelta(0) < await flat.next_in() <= UNDER_WAY
    clock.advance(UNDER_WAY)
    await flat.turn()
    assert await flat.looks() == looks + 1


async def test_whose_look_outlives_its_lease_is_looked_at_again_too(flat, clock):
    async def heat_wave_late_in_a_slow_look() -> None:
        clock.advance(timedelta(minutes=2))
        await flat.heat_wave()
        await flat.fire()

    looks = await flat.looked_at_while(heat_wave_late_in_a_slow_look)
    clock.advance(UNDER_WAY)
    await flat.turn()
    assert await flat.looks() == looks + 1


async def test_a_look_that_finds_nothing_new_asks_for_no_other(flat):
    await flat.looked_at_while(flat.heat_wave)
    await flat.turn()
    looks = await flat.looks()
    for _ in range(3):
        await flat.turn()
    assert await flat.looks() == looks
    assert timedelta(minutes=5) <= await flat.next_in() <= LOOK_EVERY


async def test_while_a_dead_workers_lease_lasts_its_timer_waits_with_it(flat, clock):
    """Who died took the ring along: it comes again until somebody has looked."""

    async def dies() -> None:
        await flat.heat_wave()
        raise RuntimeError

    looks = await flat.looked_at_while(dies)
    await flat.turn()
    assert await flat.looks() == looks, "the lease holds"
    clock.advance(timedelta(minutes=1))
    await flat.turn()
    assert await flat.looks() == looks + 1
