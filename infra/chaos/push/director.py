"""Who starts and cancels campaigns while the storm rages; the database may be away."""

from dataclasses import dataclass, field

import asyncpg

from infra.benchmarks.push.campaigns import (
    Campaign,
    cancel_campaign,
    make_campaign,
    start_campaign,
)
from infra.benchmarks.push.witness import Witness
from infra.chaos.push.order import CAMPAIGNS, PushOrder

AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)
STARTED_WITHIN = 0.7
"""Of the storm: the last campaign has blows in it, too."""

CANCELLED_AT = 0.2
"""Of its receivers: by then it is well under way, and far from its end."""


@dataclass
class Director:
    """Does what is due, at every tick; what the database refuses is tried at the next."""

    order: PushOrder
    database: str
    witness: Witness
    told: list[Campaign] = field(default_factory=list)
    doomed: Campaign = field(default_factory=make_campaign)
    doomed_runs: bool = False
    cancelled_at: float | None = None

    def __post_init__(self) -> None:
        self._waiting = [make_campaign() for _ in range(CAMPAIGNS)]

    @property
    def done(self) -> bool:
        return not self._waiting and self.cancelled_at is not None

    def act(self, now_s: float) -> None:
        """`now_s` since the storm began."""
        try:
            self._start(now_s)
            self._cancel()
        except AWAY:
            return

    def _start(self, now_s: float) -> None:
        """The doomed one is among the first, so that whoever died by it is found dead by others."""
        every_s = STARTED_WITHIN * self.order.lasts_s / CAMPAIGNS
        if self._waiting and now_s >= every_s * len(self.told):
            start_campaign(self.database, self._waiting[0])
            self.told.append(self._waiting.pop(0))
        if len(self.told) > 1 and not self.doomed_runs:
            start_campaign(self.database, self.doomed)
            self.doomed_runs = True

    def _cancel(self) -> None:
        if not self.doomed_runs or self.cancelled_at is not None:
            return
        tally = self.witness.tally(str(self.doomed.event_id))
        if tally is not None and tally.attempts >= CANCELLED_AT * self.order.people:
            self.cancelled_at = cancel_campaign(self.database, self.doomed)
