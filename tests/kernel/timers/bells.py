"""A timer whose effect can be counted: it writes down that it rang, in its own transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.timers import Handler, Timer

BELL = "tests.bell"


@dataclass(frozen=True)
class BellRang:
    topic: ClassVar[str] = "tests.bell_rang"
    version: ClassVar[int] = 1
    about: UUID
    number: object


class Killed(BaseException):
    """What ends a process in the middle of its work."""


class Tower:
    """Rings; breaks at some bells, and is killed after having rung at others."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self.broken: set[UUID] = set()
        self.deadly: set[UUID] = set()

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {BELL: self.ring}

    async def ring(self, timer: Timer) -> None:
        number = timer.facts.get("number")
        await outbox.record(BellRang(timer.about, number), clock=self._clock, ids=self._ids)
        if timer.about in self.broken:
            raise RuntimeError("a cracked bell")
        if timer.about in self.deadly:
            raise Killed


async def rung() -> list[tuple[UUID, object]]:
    """Which bells rang, in turn, with the numbers they were set with."""
    rows = await sql.fetch(
        """
        SELECT (convert_from(payload, 'UTF8')::jsonb ->> 'about')::uuid AS about,
               (convert_from(payload, 'UTF8')::jsonb ->> 'number')::int AS number
        FROM kernel.outbox WHERE topic = $1 ORDER BY id
        """,
        BellRang.topic,
    )
    return [(row["about"], row["number"]) for row in rows]
