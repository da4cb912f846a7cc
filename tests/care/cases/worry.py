"""Raise concerns about Bok-rye, and see what became of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.models import Case, CaseConcern
from domains.care.public import cases
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from tests.builders.care import Seniors

SIGNAL = "check_in"


@dataclass(frozen=True)
class Worry:
    seniors: Seniors
    clock: Clock
    ids: Ids

    async def about(
        self,
        kind: cases.ConcernKind = cases.ConcernKind.MISSED_CHECK_IN,
        level: cases.Level = cases.Level.FAMILY,
        *,
        senior: UUID | None = None,
        ago: timedelta = timedelta(minutes=1),
        late: bool = False,
        silent: timedelta | None = None,
        reasons: Collection[cases.Signal] = (),
    ) -> UUID | None:
        at = self.clock.now() - ago
        concern = cases.Concern(
            senior_id=senior or self.seniors.senior,
            kind=kind,
            level=level,
            observed_at=at,
            late=late,
            signals=(*reasons, cases.Signal(SIGNAL, at, {"waited_s": 3600})),
            silent_s=None if silent is None else round(silent.total_seconds()),
        )
        async with in_transaction():
            return await cases.raise_concern(concern, clock=self.clock, ids=self.ids)

    async def case(self) -> Case:
        """The latest."""
        found = await Case.all().order_by("-id").first()
        assert found is not None
        return found

    async def concerns(self) -> list[CaseConcern]:
        return await CaseConcern.all().order_by("id")
