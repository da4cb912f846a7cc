"""What sensors told lies in a concern for as long as the consent to sensors says, and no longer."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from domains.care.cases.vocabulary import TOLD_BY_SENSORS
from domains.kernel import sql
from domains.kernel.clock import Clock

SIGNALS_KEPT: Final = timedelta(days=29)
"""The consent's text promises thirty days at most; the last is for a worker that was away."""

AT_ONCE: Final = 10_000
"""Concerns in one turn; the next takes on where this one stopped."""

_SENSED: Final = sorted(kind.value for kind in TOLD_BY_SENSORS)


async def forget_signals(*, clock: Clock) -> int:
    """Of cases that are over: whoever is in an open one still asks why. How many concerns have none
    any more; what was noticed, when and by whose judgement, stays with the case. The reasons that
    people read go with the signals, since they are made of them. For how long she had been silent
    is a summary, by which a centre measures itself, and stays as long as the case."""
    return await sql.execute(
        """
        UPDATE care.case_concerns SET signals = '[]' WHERE id IN (
            SELECT n.id FROM care.case_concerns n JOIN care.cases c ON c.id = n.case_id
            WHERE n.raised_at < $1 AND n.kind = ANY($2::text[]) AND n.signals <> '[]'
                AND c.ended_at IS NOT NULL
            LIMIT $3
        )
        """,
        clock.now() - SIGNALS_KEPT,
        _SENSED,
        AT_ONCE,
    )


async def forget_signals_of(senior_id: UUID) -> int:
    """All of hers, open case or not, with for how long she had been silent: she wants to be sensed
    no more. What she said herself is no signal of a sensor."""
    return await sql.execute(
        """
        UPDATE care.case_concerns SET signals = '[]', silent_s = NULL
        WHERE senior_id = $1 AND kind = ANY($2::text[])
            AND (signals <> '[]' OR silent_s IS NOT NULL)
        """,
        senior_id,
        _SENSED,
    )
