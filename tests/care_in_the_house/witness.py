"""What the house did, read at each moment from its own rows; whoever was asked hears of it here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter

from domains.care.events import CheckInAsked
from domains.care.public import cases
from domains.kernel import sql
from domains.kernel.clock import Clock
from tests.care_in_the_house.her import Her
from tests.care_in_the_house.moments import ms
from tests.care_in_the_house.neighbours import Asked, Neighbours

_LOOKED: Final = """
    SELECT senior_id, version, last_sign_at, stopped_by FROM care.watches WHERE looked_at = $1
"""
_RINGS: Final = """
    SELECT payload FROM kernel.outbox WHERE topic = $2 AND occurred_at = $1 ORDER BY id
"""
_ASKED: Final = """
    SELECT a.id, a.person_id, a.rung, c.id AS case_id, c.senior_id, c.kind, s.level
    FROM care.case_steps s JOIN care.case_asked a ON a.step_id = s.id
        JOIN care.cases c ON c.id = s.case_id
    WHERE s.at = $1 ORDER BY a.id
"""


_reader: Final = TypeAdapter(CheckInAsked)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one home; moments in ms."""

    at: int
    last_sign_at: int | None
    stopped_by: str | None


@dataclass
class Witness:
    """`looks` of each senior's home, in order."""

    hers: Mapping[UUID, Her]
    neighbours: Neighbours
    clock: Clock
    looks: dict[UUID, list[Look]] = field(default_factory=dict)
    _versions: dict[UUID, int] = field(default_factory=dict)
    _told: set[UUID] = field(default_factory=set)
    _told_at: datetime | None = None

    async def look_around(self) -> None:
        now = self.clock.now()
        if now != self._told_at:
            self._told, self._told_at = set(), now
        for row in await sql.fetch(_LOOKED, now):
            self._looked(row, now)
        for row in await sql.fetch(_RINGS, now, CheckInAsked.topic):
            rings = _reader.validate_json(bytes(row["payload"]))
            if rings.check_in_id not in self._told:
                self._told.add(rings.check_in_id)
                self.hers[rings.senior_id].is_asked(rings)
        for row in await sql.fetch(_ASKED, now):
            if row["id"] not in self._told:
                self._told.add(row["id"])
                self.neighbours.are_asked(_asked(row))

    def _looked(self, row: Any, now: datetime) -> None:
        senior = row["senior_id"]
        if self._versions.get(senior) == row["version"]:
            return
        self._versions[senior] = row["version"]
        last = row["last_sign_at"]
        look = Look(ms(now), None if last is None else ms(last), row["stopped_by"])
        self.looks.setdefault(senior, []).append(look)


def _asked(row: Any) -> Asked:
    return Asked(
        row["case_id"],
        row["senior_id"],
        row["person_id"],
        cases.Rung(row["rung"]),
        cases.ConcernKind(row["kind"]),
        cases.Level(row["level"]),
    )
