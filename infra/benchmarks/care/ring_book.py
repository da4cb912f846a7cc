"""Which timers rang when, as PostgreSQL and a reader beside it know: the product is not asked.

A trigger writes each row that leaves `kernel.timers` down in the transaction that takes it. Once
that is committed a reader sees it, and only then has it rung.
"""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

LOOK_S = 0.02
OWN = """
CREATE SCHEMA bench;
CREATE TABLE bench.rung (
    no bigserial PRIMARY KEY, about uuid NOT NULL, urgent bool NOT NULL,
    due_at timestamptz NOT NULL, turn xid8 NOT NULL
);
CREATE FUNCTION bench.write_down() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO bench.rung (about, urgent, due_at, turn)
        SELECT about, urgent, due_at, pg_current_xact_id() FROM gone;
    RETURN NULL;
END $$;
CREATE TRIGGER written_down AFTER DELETE ON kernel.timers REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION bench.write_down();
"""
TAKE = """
DELETE FROM bench.rung RETURNING no, about, urgent, extract(epoch FROM due_at)::float8 AS due, turn
"""


def open_book(database: str) -> None:
    """Before anything rings."""

    async def write() -> None:
        connection = await asyncpg.connect(database)
        try:
            await connection.execute(OWN)
        finally:
            await connection.close()

    asyncio.run(write())


@dataclass(frozen=True, slots=True)
class Rung:
    """One timer. `seen` is when it was known to have rung, both in Unix seconds."""

    about: Any
    urgent: bool
    due: float
    seen: float
    turn: int
    no: int

    @property
    def late_s(self) -> float:
        return self.seen - self.due


@dataclass
class RingBook:
    """Reads along in a thread of its own while the block lasts."""

    database: str
    rung: list[Rung] = field(default_factory=list)

    def __enter__(self) -> "RingBook":
        self._over = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._read()), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def await_rung(self, many: int, *, within_s: float) -> None:
        give_up = time.monotonic() + within_s
        while len(self.rung) < many:
            assert time.monotonic() < give_up, f"{len(self.rung)} of {many} timers rang"
            time.sleep(LOOK_S)

    def check(self, many: int, *, at_once: int) -> None:
        """Each rang once, none before its time, never more at once than a turn may hold."""
        assert len(self.rung) == many, (len(self.rung), many)
        assert len({one.about for one in self.rung}) == many, "a timer rang twice"
        assert min(one.late_s for one in self.rung) >= 0, "a timer rang early"
        assert max(Counter(one.turn for one in self.rung).values()) <= at_once, "a storm"

    async def _read(self) -> None:
        connection = await asyncpg.connect(self.database)
        while not self._over.is_set():
            self._keep(await connection.fetch(TAKE))
            await asyncio.sleep(LOOK_S)
        self._keep(await connection.fetch(TAKE))
        await connection.close()

    def _keep(self, rows: Sequence[Any]) -> None:
        seen = time.time()
        rows = sorted(rows, key=lambda row: row["no"])
        self.rung += [
            Rung(row["about"], row["urgent"], row["due"], seen, row["turn"], row["no"])
            for row in rows
        ]
