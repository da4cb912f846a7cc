"""Looks are rows: claimed by one, repeated after a death, written once, asked for in the open."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from tortoise.connection import get_connection

from domains.care.erase import erase
from domains.care.export_person import export_person
from domains.care.judgement.claim_looks import LEASE, claim_looks
from domains.care.judgement.judge_due_homes import judge_due_homes
from domains.care.judgement.judge_silence import LOOK_EVERY
from domains.care.judgement.keep_memory import CONTEXT, memory_of
from domains.care.judgement.look import Looked, look
from domains.care.judgement.models import Watch
from domains.care.judgement.watch_homes import JUDGE
from domains.consent.public import Purpose
from domains.kernel import personal, sql
from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
from tests.builders.street import Street, concerns_of, watch_of
from tests.care.judgement.metronome import Metronome


@dataclass
class InTheOpen(Metronome):
    """A model that looks whether a transaction is held while it is asked."""

    async def judge(self, *said, **more):
        assert "Transaction" not in type(get_connection("default")).__name__
        return await super().judge(*said, **more)


@dataclass
class BrokenOnce(Metronome):
    """A model that lets the first look at it die."""

    is_broken: bool = True

    async def judge(self, *said, **more):
        if self.is_broken:
            self.is_broken = False
            raise RuntimeError
        return await super().judge(*said, **more)


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
async def street(seniors, clock, ids) -> Street:
    street = await Street.build(clock, ids, model=InTheOpen(suspicious_h=3.0, grave_h=30.0))
    await street.flat(seniors.senior)
    await street.live(hours=3, about=street.flats)
    return street


async def due(street, clock):
    """Its timer has rung, and nobody has looked yet."""
    clock.advance(timedelta(hours=1))
    await Watch.all().update(due_since=clock.now())
    return clock.now()


async def test_every_home_has_one_timer_and_a_next_look(street, clock):
    rows = await sql.fetch("SELECT due_at FROM kernel.timers WHERE topic = $1", JUDGE)
    assert len(rows) == 1
    assert clock.now() < rows[0]["due_at"] <= clock.now() + timedelta(hours=1)


async def test_two_workers_never_claim_the_same_home(street, clock):
    now = await due(street, clock)
    assert len(await claim_looks(limit=10, now=now)) == 1
    assert await claim_looks(limit=10, now=now) == []


async def test_a_worker_that_died_is_followed_by_another(street, clock, ids):
    now = await due(street, clock)
    await claim_looks(limit=10, now=now)
    clock.advance(LEASE)
    looked = await judge_due_homes(model=street.model, clock=clock, ids=ids)
    assert sum(looked.values()) == 1
    assert (await watch_of(street.flats[0])).due_since is None


async def test_of_two_who_looked_at_once_one_is_written(street, seniors, clock, ids):
    await street.live(hours=2)
    now = await due(street, clock)
    (claimed,) = await claim_looks(limit=10, now=now)
    model = Metronome(suspicious_h=3.0, grave_h=30.0)
    await sql.execute("UPDATE care.watches SET version = version + 1")
    assert await look(claimed, model=model, clock=clock, ids=ids) is Looked.OVERTAKEN
    assert await concerns_of(seniors.senior) == []


async def test_a_home_that_cannot_be_judged_holds_up_no_other(street, seniors, clock):
    await street.flat(await seniors.senior_of("김순덕"))
    await street.live(hours=1, about=street.flats)
    street.model = broken = BrokenOnce()
    await street.live(hours=5, about=street.flats)
    assert len(broken.asked) >= 2
    for flat in street.flats:
        assert clock.now() - (await watch_of(flat)).looked_at <= LOOK_EVERY


async def test_what_is_remembered_of_her_lies_sealed(street, seniors):
    watch = await watch_of(street.flats[0])
    assert b"rhythm" not in bytes(watch.memory)
    text = await personal.reveal(seniors.senior, bytes(watch.memory), context=CONTEXT)
    home = memory_of(text)
    assert home.rhythm is not None
    assert home.last_sign_at == watch.last_sign_at


async def test_a_memory_of_another_release_is_begun_anew_from_the_signs_kept(street, seniors):
    sealed = await personal.seal(seniors.senior, '{"of": "another time"}', context=CONTEXT)
    await Watch.all().update(memory=sealed)
    await street.live(hours=2, about=street.flats)
    watch = await watch_of(street.flats[0])
    text = await personal.reveal(seniors.senior, bytes(watch.memory), context=CONTEXT)
    assert memory_of(text).rhythm is not None
    assert await concerns_of(seniors.senior) == []


async def test_her_rhythm_ends_with_her_consent(street, seniors, clock):
    await erase(seniors.senior, Purpose.CARE_HOME_SENSORS, clock.now())
    assert await Watch.all().count() == 0
    assert await sql.fetch("SELECT FROM kernel.timers WHERE topic = $1", JUDGE) == []


async def test_she_may_read_what_is_kept_of_her(street, seniors):
    sections = {each.name: each.rows for each in await export_person(seniors.senior)}
    (watched,) = sections["care.watches"]
    assert "rhythm" in watched["memory"]
    assert watched["is_learning"] is False
