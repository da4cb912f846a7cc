"""Risk by dong, over a month that is over; small cells hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from domains.care.people.show_care import unit_names
from domains.care.views.months import is_kept, is_over, span_of
from domains.care.views.show_month import NoSuchMonth
from domains.care.views.small_cells import FEWEST
from domains.kernel import sql
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock, seoul_date

SEERS: Final = (Role.CENTRE_MANAGER, Role.CENTRE_STAFF, Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class NotOver:
    """The month is not over: numbers that still grow could be subtracted from one another."""


@dataclass(frozen=True, slots=True)
class DongRisk:
    """`seniors` and `affected` are "at least so many", in steps of five; None: fewer than five.
    Affected is who had a case that was no false alarm."""

    dong_id: UUID
    name: str
    seniors: int | None
    affected: int | None


_MAP: Final = """
    WITH living AS (
        SELECT r.dong_id, count(DISTINCT e.senior_id) AS n
        FROM care.enrolments e
        JOIN care.residences r ON r.enrolment_id = e.id AND r.until IS NULL
        WHERE e.stands_since < $2 GROUP BY r.dong_id
    ), hit AS (
        SELECT dong_id, count(DISTINCT senior_id) AS n FROM care.cases
        WHERE opened_at >= $1 AND opened_at < $2 AND ended_how IS DISTINCT FROM 'false_alarm'
        GROUP BY dong_id
    )
    SELECT s.dong_id, nullif(living.n / $3::int8 * $3::int8, 0)::int AS seniors,
        CASE WHEN living.n >= $3::int8 THEN nullif(hit.n / $3::int8 * $3::int8, 0)::int END
            AS affected
    FROM care.served_dongs s
    LEFT JOIN living ON living.dong_id = s.dong_id
    LEFT JOIN hit ON hit.dong_id = s.dong_id
    ORDER BY s.dong_id
"""


async def show_risk_map(
    actor: Actor, month: date, *, clock: Clock
) -> Sequence[DongRisk] | NotOver | NoSuchMonth | None:
    """Every dong that is served; None for who holds no office that looks after seniors."""
    if actor.stand_in_id is not None or not any(actor.has(role) for role in SEERS):
        return None
    today = seoul_date(clock.now())
    if not is_over(month, today=today):
        return NotOver()
    if not is_kept(month.replace(day=1), today=today):
        return NoSuchMonth()
    rows = await sql.fetch(_MAP, *span_of(month), FEWEST)
    names = await unit_names([row["dong_id"] for row in rows])
    return [
        DongRisk(row["dong_id"], names.get(row["dong_id"], ""), row["seniors"], row["affected"])
        for row in rows
    ]
