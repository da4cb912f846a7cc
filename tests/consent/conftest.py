"""What the stories of time and law share: a child, a mother, jobs, and what the house said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest

from domains.consent import public as consent
from domains.consent.public import CATALOGUE, NOBODY, Erasers, Purpose, StoreEraser
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from tests.builders.families import Town


@dataclass
class Years:
    """A city whose clock runs as fast as its story, with the jobs that a worker would run."""

    clock: SimulatedClock
    ids: Ids
    town: Town
    erasers: Erasers = field(default_factory=lambda: NOBODY)
    stores: Sequence[StoreEraser] = ()

    async def grant(self, by: UUID, subject: UUID, purpose: Purpose, **more: Any) -> object:
        return await consent.grant(
            Actor(person_id=by),
            subject_id=subject,
            purpose=purpose,
            text_version=CATALOGUE[purpose].version,
            locale=Locale.KO,
            clock=self.clock,
            ids=self.ids,
            erasers=self.erasers,
            **more,
        )

    async def withdraw(self, by: UUID, subject: UUID, purpose: Purpose) -> object:
        return await consent.withdraw(
            Actor(person_id=by),
            subject_id=subject,
            purpose=purpose,
            locale=Locale.KO,
            erasers=self.erasers,
            clock=self.clock,
            ids=self.ids,
        )

    async def answer(self, by: UUID, subject: UUID, purpose: Purpose, *, keep: bool) -> object:
        return await consent.reconfirm(
            Actor(person_id=by),
            subject_id=subject,
            purpose=purpose,
            keep=keep,
            locale=Locale.KO,
            erasers=self.erasers,
            clock=self.clock,
            ids=self.ids,
        )

    async def stands(self, subject: UUID) -> frozenset[Purpose]:
        return (await consent.standing_purposes([subject], at=self.clock.now()))[subject]

    async def work(self) -> None:
        """One round of the jobs; a second round finds nothing more."""
        clock, ids = self.clock, self.ids
        await consent.ask_anew(clock=clock, ids=ids, limit=100)
        await consent.end_due(erasers=self.erasers, clock=clock, ids=ids, limit=100)
        await consent.fire_timers(clock=clock, ids=ids, limit=100)
        await consent.run_erasures(stores=self.stores, clock=clock, ids=ids, limit=100)

    async def live_until(self, day: datetime, *, step: timedelta = timedelta(hours=6)) -> None:
        """The jobs run twice at every step."""
        while self.clock.now() < day:
            self.clock.set(min(day, self.clock.now() + step))
            await self.work()
            await self.work()

    async def said(self, topic: str) -> Sequence[Mapping[str, Any]]:
        """What the house said under a topic, in order, with the moment (`said_at`)."""
        rows = await sql.fetch(
            "SELECT payload, occurred_at FROM kernel.outbox WHERE topic = $1 ORDER BY id", topic
        )
        return [{**orjson.loads(row["payload"]), "said_at": row["occurred_at"]} for row in rows]

    async def ledger(self, subject: UUID) -> list[tuple[str, str | None, str]]:
        """Action, reason and purpose of each entry, in order."""
        rows = await sql.fetch(
            """
            SELECT action, because, purpose FROM consent.ledger
            WHERE subject_id = $1 ORDER BY number
            """,
            subject,
        )
        return [(row["action"], row["because"], row["purpose"]) for row in rows]


@pytest.fixture
def town(database, clock, ids) -> Town:
    return Town(clock, ids)


@pytest.fixture
def years(town, clock, ids) -> Years:
    return Years(clock, ids, town)


@dataclass(frozen=True)
class Home:
    """A child of thirteen, and both parents."""

    child: UUID
    mother: UUID
    father: UUID


@pytest.fixture
def home_of(town):
    """A family whose child was born on a day."""

    async def make(born: date) -> Home:
        child = await town.person("지우", born=born)
        return Home(
            child, await town.parent_of(child, "윤서연"), await town.parent_of(child, "윤도현")
        )

    return make
