"""A centre's board: its open cases with their clocks, and how its homes are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from domains.care.cases.show_cases import open_cases
from domains.care.cases.views import CaseView
from domains.care.people.access import speaks_for_centre
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class NotYourBoard:
    """The actor holds no office at this centre, or there is none: the same answer."""


@dataclass(frozen=True, slots=True)
class BoardView:
    """`waiting` asked to be cared for and wait for this centre's yes; they are none of `cared_for`.
    `unheard` homes cannot be heard just now, by a fault of theirs or of ours. `more` open cases
    are not among those shown."""

    centre_id: UUID
    at: datetime
    cared_for: int
    waiting: int
    paused: int
    unheard: int
    cases: Sequence[CaseView]
    more: int


_COUNT: Final = """
    SELECT count(*) FILTER (WHERE e.stands_since <= $2) AS cared_for, count(p.id) AS paused,
        count(*) FILTER (WHERE e.stands_since IS NULL) AS waiting,
        count(*) FILTER (WHERE w.stopped_by IN ('home', 'ours')) AS unheard
    FROM care.enrolments e
    LEFT JOIN care.pauses p ON p.enrolment_id = e.id AND p.ended_at IS NULL AND p.until > $2
    LEFT JOIN care.watches w ON w.senior_id = e.senior_id
    WHERE e.centre_id = $1
"""


async def show_board(
    actor: Actor, centre_id: UUID, *, clock: Clock, ids: Ids
) -> BoardView | NotYourBoard:
    """As deep as each senior lets the centre see; each case shown leaves a trace."""
    if not await speaks_for_centre(actor, centre_id, at=clock.now()):
        return NotYourBoard()
    (counts,) = await sql.fetch(_COUNT, centre_id, clock.now())
    found = await open_cases(actor, of_centre=centre_id, clock=clock, ids=ids)
    return BoardView(
        centre_id=centre_id,
        at=clock.now(),
        cared_for=counts["cared_for"],
        waiting=counts["waiting"],
        paused=counts["paused"],
        unheard=counts["unheard"],
        cases=found.shown,
        more=found.more,
    )
