"""What is destroyed when a consent of commute is withdrawn, in the withdrawal's transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domains.commute import positions
from domains.commute.memory import ToldVisit, recall, remember
from domains.commute.vocabulary import CrossingKind
from domains.consent.public import Erased, Purpose, standing_purposes
from domains.kernel import outbox, sql

DETECTION = frozenset({Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_DEPARTURE, Purpose.COMMUTE_BUS})
"""Purposes that need the crossing detector's memory of a child."""

LOCATION = DETECTION | {Purpose.COMMUTE_ALERTS, Purpose.COMMUTE_ROUTE_HISTORY}
"""Purposes under which positions are collected."""


async def erase(child_id: UUID, purpose: Purpose, at: datetime) -> list[Erased]:
    """Destroy what commute holds of a child under `purpose` (위치정보법 §24④).

    Every position goes, whichever purpose ended: it cannot be told for which of several
    purposes a position was kept. What still stands begins anew with the next position.
    """
    gone = [
        Erased("commute.positions", await positions.destroy(child_id)),
        Erased("commute.events", await outbox.forget_done(ordering_key=child_id)),
    ]
    await _forget_detector(child_id, purpose, at)
    match purpose:
        case Purpose.COMMUTE_ARRIVAL:
            gone.append(await _delete_crossings(child_id, CrossingKind.ENTER))
            gone.append(await _delete_watches(child_id))
        case Purpose.COMMUTE_DEPARTURE:
            gone.append(await _delete_crossings(child_id, CrossingKind.EXIT))
        case Purpose.COMMUTE_ALERTS:
            gone.append(await _forget_sos_positions(child_id))
            gone.append(await _delete_watches(child_id))
        case _:
            pass
    return gone


async def _forget_detector(child_id: UUID, purpose: Purpose, at: datetime) -> None:
    left = (await standing_purposes([child_id], at=at))[child_id]
    if not left & DETECTION:
        await sql.execute("DELETE FROM commute.tracks WHERE child_id = $1", child_id)
        return
    memory = (await recall([child_id], now=at))[child_id]
    memory.forget_positions(keep=_still_to_know(memory.visits(), purpose))
    await remember([memory], now=at)


def _still_to_know(visits: Sequence[ToldVisit], purpose: Purpose) -> Sequence[ToldVisit]:
    """What the purposes that still stand must not tell again."""
    match purpose:
        case Purpose.COMMUTE_ARRIVAL:
            return ()
        case Purpose.COMMUTE_DEPARTURE:
            return [told for told in visits if told.visit.is_open]
        case _:
            return visits


async def _delete_crossings(child_id: UUID, kind: CrossingKind) -> Erased:
    rows = await sql.execute(
        "DELETE FROM commute.crossings WHERE child_id = $1 AND kind = $2", child_id, kind
    )
    return Erased("commute.crossings", rows)


async def _forget_sos_positions(child_id: UUID) -> Erased:
    rows = await sql.execute(
        """
        UPDATE commute.sos SET lat = NULL, lon = NULL, position_at = NULL
        WHERE child_id = $1 AND lat IS NOT NULL
        """,
        child_id,
    )
    return Erased("commute.sos_positions", rows)


async def _delete_watches(child_id: UUID) -> Erased:
    """The day's timers say when the child came, or did not."""
    rows = await sql.execute("DELETE FROM commute.arrival_watches WHERE child_id = $1", child_id)
    return Erased("commute.arrival_watches", rows)
