"""In whose name something was sent that was not believed: for the operators, who look into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.care.homes.operators import must_operate
from domains.care.homes.vocabulary import Verdict
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock

LOOK_BACK: Final = timedelta(days=7)
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class MistrustView:
    """A device and a reason in one hour. The id leads to no person from here; the nil id stands
    for devices that do not exist, and for names that are none."""

    device_id: UUID
    why: Verdict
    hour: datetime
    times: int


async def show_mistrusts(actor: Actor, *, clock: Clock) -> Sequence[MistrustView]:
    """The last week, newest first. Raises Forbidden for others."""
    await must_operate(actor, clock=clock)
    rows = await sql.fetch(
        """
        SELECT device_id, why, hour, times FROM care.mistrusts WHERE hour > $1
        ORDER BY hour DESC, times DESC, device_id LIMIT $2
        """,
        clock.now() - LOOK_BACK,
        MOST,
    )
    return tuple(
        MistrustView(row["device_id"], Verdict(row["why"]), row["hour"], row["times"])
        for row in rows
    )
