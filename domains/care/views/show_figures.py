"""What a centre measures itself by: times, false alarms, devices; computed in the database."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from domains.care.cases.vocabulary import ConcernKind
from domains.care.people.access import speaks_for_centre
from domains.care.views.months import is_kept, span_of
from domains.care.views.show_board import NotYourBoard
from domains.care.views.small_cells import FEWEST
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds, over `of` cases; hidden altogether (None) where these are fewer than five."""

    of: int
    median_s: float
    p95_s: float


@dataclass(frozen=True, slots=True)
class FiguresView:
    """`detection`: from what happened to its case; what came from a backlog is left out.
    `silence_detection`: from when she was last heard to the case, less what nobody could hear; it
    stands by itself, since hours of waiting beside the seconds of an alarm make a median of
    neither. A door long shut and a tap long dry are in none of the two: there is no moment at which
    they happened, and how long is long was said beforehand.
    `response`: from the case to the first who took it, however often it was opened again.
    Rates are None where fewer than five homes or devices stand behind them; `availability` is the
    share of their time, 0 to 1, in which devices that show life were heard."""

    centre_id: UUID
    month: date
    detection: Times | None
    silence_detection: Times | None
    response: Times | None
    false_alarms_per_100_homes: float | None
    availability: float | None


BY_THEIR_ABSENCE: Final = [
    ConcernKind.INACTIVITY.value,
    ConcernKind.DOOR_NOT_OPENED.value,
    ConcernKind.NO_WATER_OR_POWER.value,
]
"""What did not happen: observed when it has lasted too long."""

_TIMES: Final = """
    WITH here AS (
        SELECT id, opened_at, first_taken_at FROM care.cases
        WHERE centre_id = $1 AND opened_at >= $2 AND opened_at < $3
    ), concerns AS (
        SELECT n.* FROM care.case_concerns n JOIN here ON here.id = n.case_id
    ), silences AS (
        SELECT DISTINCT ON (case_id) late,
            extract(epoch FROM raised_at - observed_at) + silent_s AS s
        FROM concerns WHERE kind = 'inactivity' ORDER BY case_id, id
    ), seconds AS (
        SELECT 'detection' AS what, extract(epoch FROM raised_at - observed_at) AS s
        FROM concerns WHERE NOT late AND NOT kind = ANY($5::text[])
        UNION ALL
        SELECT 'silence', s FROM silences WHERE NOT late AND s IS NOT NULL
        UNION ALL
        SELECT 'response', extract(epoch FROM first_taken_at - opened_at) FROM here
        WHERE first_taken_at IS NOT NULL
    )
    SELECT what, count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY s) AS median,
        percentile_cont(0.95) WITHIN GROUP (ORDER BY s) AS p95
    FROM seconds GROUP BY what HAVING count(*) >= $4
"""
"""A silence is noticed once in a case: what grows graver was known. Of one that came without its
length nobody knows it."""

_FALSE: Final = """
    SELECT CASE WHEN homes >= $4 THEN 100.0 * alarms / homes END AS per_100 FROM (
        SELECT (SELECT count(*) FROM care.enrolments
                WHERE centre_id = $1 AND stands_since < $3) AS homes,
            (SELECT count(*) FROM care.cases WHERE centre_id = $1 AND opened_at >= $2
                AND opened_at < $3 AND ended_how = 'false_alarm') AS alarms
    ) counted
"""

_HEARD: Final = """
    WITH wanted AS (
        SELECT d.id, greatest($2, $6, d.paired_at) AS since,
            least($3, $5, coalesce(d.retired_at, 'infinity')) AS until
        FROM care.devices d JOIN care.homes h ON h.id = d.home_id
        JOIN care.enrolments e ON e.senior_id = h.senior_id
        WHERE e.centre_id = $1 AND d.shows_life
    ), spans AS (
        SELECT id, tstzmultirange(tstzrange(since, greatest(since, until))) AS span FROM wanted
    )
    SELECT count(*) AS devices,
        sum(extract(epoch FROM upper(range_merge(span)) - lower(range_merge(span)))) AS due,
        sum((SELECT coalesce(sum(extract(epoch FROM upper(run) - lower(run))), 0)
            FROM unnest(span * coalesce(l.heard, '{}')) AS run)) AS heard
    FROM spans LEFT JOIN care.listening l ON l.device_id = spans.id WHERE NOT isempty(span)
    HAVING count(*) >= $4
"""


async def show_figures(
    actor: Actor, centre_id: UUID, month: date, *, signals_kept: timedelta, clock: Clock
) -> FiguresView | NotYourBoard:
    """Of one centre and month, for its own staff: the present month as far as it has come; of one
    that is not kept whole no figure. When devices were heard is known for `signals_kept`: their
    share is of that time."""
    if not await speaks_for_centre(actor, centre_id, at=clock.now()):
        return NotYourBoard()
    first = month.replace(day=1)
    if not is_kept(first, today=seoul_date(clock.now())):
        return FiguresView(centre_id, first, None, None, None, None, None)
    span = span_of(month)
    times = {
        row["what"]: row
        for row in await sql.fetch(_TIMES, centre_id, *span, FEWEST, BY_THEIR_ABSENCE)
    }
    (false,) = await sql.fetch(_FALSE, centre_id, *span, FEWEST)
    now = clock.now()
    heard = await sql.fetch(_HEARD, centre_id, *span, FEWEST, now, now - signals_kept)
    return FiguresView(
        centre_id=centre_id,
        month=first,
        detection=_times(times.get("detection")),
        silence_detection=_times(times.get("silence")),
        response=_times(times.get("response")),
        false_alarms_per_100_homes=_number(false["per_100"]),
        availability=_number(heard[0]["heard"] / heard[0]["due"]) if heard else None,
    )


def _times(row: Any) -> Times | None:
    return row and Times(row["n"], float(row["median"]), float(row["p95"]))


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
