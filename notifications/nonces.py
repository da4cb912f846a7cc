"""What a provider says is taken once: the nonce of each request is remembered for a while."""

from datetime import timedelta
from typing import Final

from domains.kernel import sql
from domains.kernel.clock import Clock

REMEMBERED: Final = timedelta(minutes=15)
"""Signatures are good for far less."""


class ReplayedReport(Exception):
    """This very request was taken before."""


async def take_once(nonce: str, *, clock: Clock) -> None:
    """Within the caller's transaction. Raises ReplayedReport."""
    now = clock.now()
    await sql.execute(
        "DELETE FROM notifications.report_nonces WHERE seen_at < $1", now - REMEMBERED
    )
    new = await sql.execute(
        """
        INSERT INTO notifications.report_nonces (nonce, seen_at) VALUES ($1, $2)
        ON CONFLICT (nonce) DO NOTHING
        """,
        nonce,
        now,
    )
    if not new:
        raise ReplayedReport
