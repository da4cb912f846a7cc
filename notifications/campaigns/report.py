"""How a campaign went: while it runs from the tallies, at its end from the ledger itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domains.kernel import sql
from notifications.campaign_models import Campaign
from notifications.campaigns.count import NOBODY, count_behind
from notifications.campaigns.row import segment_of
from notifications.campaigns.tally import Tally, tally_from, tally_of


@dataclass(frozen=True, slots=True)
class Report:
    """People by what the gate said, deliveries by how they ended; what is neither is open.

    `expected` is how many people the segment had when it started, None until they are counted;
    `not_reached` those whom it did not come to before its end. `rate_per_s` is of deliveries,
    over all the time since the start.
    """

    tally: Tally
    expected: int | None
    not_reached: int
    took: timedelta
    final: bool

    @property
    def rate_per_s(self) -> float:
        seconds = self.took.total_seconds()
        return self.tally.settled / seconds if seconds > 0 else 0.0

    @property
    def done(self) -> float:
        """From 0 to 1: the share of people decided about, of that the share that is over."""
        if self.final:
            return 1.0
        decided = min(self.tally.decided / self.expected, 1.0) if self.expected else 0.0
        return decided * (self.tally.settled / self.tally.devices if self.tally.devices else 1.0)

    def left_s(self, rate_per_s: float) -> float | None:
        """Seconds until it is done at this rate; None where nothing moves or nobody knows."""
        if self.final:
            return 0.0
        if rate_per_s <= 0 or not self.done:
            return None
        return self.tally.settled * (1 - self.done) / self.done / rate_per_s


async def report_of(campaign: Campaign, *, at: datetime) -> Report | None:
    """As it stands at a moment; None for what never started."""
    if campaign.event_id is None or campaign.started_at is None:
        return None
    kept: Mapping[str, Any] = campaign.report or {}
    if "counts" in kept:
        return _from(kept, tally_from(kept["counts"]), final=True)
    running = {"took_s": ((campaign.ended_at or at) - campaign.started_at).total_seconds()}
    return _from({**kept, **running}, await tally_of(campaign.event_id), final=False)


async def final_counts(campaign: Campaign, *, at: datetime) -> dict[str, Any]:
    """What is kept of a campaign that is over: counted once, in the ledger and the decisions."""
    reached = campaign.expanded_at is not None
    started = campaign.started_at or at
    behind = campaign.cursor_person or NOBODY
    return {
        **(campaign.report or {}),
        "counts": await _counted(campaign),
        "took_s": ((campaign.ended_at or at) - started).total_seconds(),
        "not_reached": 0
        if reached
        else await count_behind(segment_of(campaign), person_id=behind, at=at),
    }


async def _counted(campaign: Campaign) -> dict[str, int]:
    rows = await sql.fetch(
        """
        SELECT concat_ws('.', 'person', verdict, reason) AS what, count(*)::int AS n
        FROM notifications.decisions WHERE event_id = $1 GROUP BY 1
        UNION ALL
        SELECT concat_ws('.', 'device', state, split_part(reason, ':', 1)), count(*)::int
        FROM notifications.deliveries WHERE event_id = $1 GROUP BY 1
        UNION ALL
        SELECT 'device.born', count(*)::int FROM notifications.deliveries WHERE event_id = $1
        """,
        campaign.event_id,
    )
    return {row["what"]: row["n"] for row in rows}


def _from(kept: Mapping[str, Any], tally: Tally, *, final: bool) -> Report:
    return Report(
        tally=tally,
        expected=kept.get("expected"),
        not_reached=kept.get("not_reached", 0),
        took=timedelta(seconds=kept["took_s"]),
        final=final,
    )
