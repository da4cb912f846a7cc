"""Questions and answers are kept as long as the consent says, and no longer."""

from typing import Final

from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import sql
from domains.kernel.clock import Clock

AT_ONCE: Final = 10_000
"""Rows of each table in one turn; the next takes on where this one stopped."""


async def expire_check_ins(*, clock: Clock) -> int:
    """How many rows went."""
    before = clock.now() - CATALOGUE[Purpose.CARE_CHECK_INS].retention
    answers = await sql.execute(
        """
        DELETE FROM care.check_in_answers WHERE id IN (
            SELECT id FROM care.check_in_answers WHERE heard_at < $1 LIMIT $2
        )
        """,
        before,
        AT_ONCE,
    )
    questions = await sql.execute(
        """
        DELETE FROM care.check_ins WHERE id IN (
            SELECT id FROM care.check_ins WHERE asked_at < $1 LIMIT $2
        )
        """,
        before,
        AT_ONCE,
    )
    return answers + questions
