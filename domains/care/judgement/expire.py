"""An opinion of a case is kept as long as the case."""

from typing import Final

from domains.kernel import sql

AT_ONCE: Final = 10_000
"""Rows in one turn; the next takes on where this one stopped."""


async def expire_opinions() -> int:
    """How many went. What they taught stays: a step of a limit tells of no case."""
    return await sql.execute(
        """
        DELETE FROM care.given_opinions WHERE id IN (
            SELECT id FROM care.given_opinions o
            WHERE NOT EXISTS (SELECT FROM care.cases c WHERE c.id = o.case_id) LIMIT $1
        )
        """,
        AT_ONCE,
    )
