"""Smoke, gas, a fall and SOS become concerns, in the transaction of the message that told them."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from domains.care.cases.concern import Concern, Signal
from domains.care.cases.raise_concern import raise_concern
from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.homes.take_messages import HomeAlarm, RaiseAlarms
from domains.care.homes.vocabulary import Measure
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

_KINDS: Final = {
    Measure.SMOKE: ConcernKind.SMOKE,
    Measure.GAS: ConcernKind.GAS,
    Measure.FALL: ConcernKind.FALL,
    Measure.SOS: ConcernKind.SOS,
}


def alarms_raised(*, clock: Clock, ids: Ids) -> RaiseAlarms:
    """What a door calls; once for each home and kind in a batch, the earliest moment of it. What
    happens now is not lost behind the same in a backlog."""

    async def raise_alarms(alarms: Sequence[HomeAlarm]) -> None:
        earliest = {
            (alarm.home_id, not alarm.late, alarm.measure): alarm
            for alarm in sorted(alarms, key=lambda one: one.at, reverse=True)
        }
        for row in await _seniors({alarm.home_id for alarm in alarms}):
            for (home_id, *_), alarm in sorted(earliest.items()):
                if home_id == row["id"]:
                    await raise_concern(_concern(row["senior_id"], alarm), clock=clock, ids=ids)

    return raise_alarms


async def _seniors(home_ids: set[UUID]) -> Sequence[Any]:
    """In the order in which seniors are locked. Whoever has moved out is not sent for: what burns
    there is told by those who live there now."""
    return await sql.fetch(
        """
        SELECT id, senior_id FROM care.homes
        WHERE id = ANY($1::uuid[]) AND closed_at IS NULL ORDER BY senior_id
        """,
        list(home_ids),
    )


def _concern(senior_id: UUID, alarm: HomeAlarm) -> Concern:
    kind = _KINDS[alarm.measure]
    return Concern(
        senior_id=senior_id,
        kind=kind,
        level=Level.EMERGENCY,
        observed_at=alarm.at,
        late=alarm.late,
        signals=(Signal(kind.value, alarm.at, {"room": alarm.room.value}),),
    )
