"""The person wants nothing processed (개인정보 보호법 §37): all ends, and no new yes is taken."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent.catalogue import Purpose
from domains.consent.erasers import Erasers
from domains.consent.stop_all import stop_all
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


async def suspend_all(
    actor: Actor, subject_id: UUID, *, locale: Locale, erasers: Erasers, clock: Clock, ids: Ids
) -> Sequence[Purpose]:
    """Until `go_on`. Which purposes stood; who may ask was decided by the caller's case."""
    async with in_transaction():
        stopped = await stop_all(
            actor, subject_id, locale=locale, erasers=erasers, clock=clock, ids=ids
        )
        await sql.execute(
            """
            UPDATE consent.standing SET suspended_since = coalesce(suspended_since, $2)
            WHERE subject_id = $1
            """,
            subject_id,
            clock.now(),
        )
        return stopped


async def go_on(subject_id: UUID) -> None:
    """The suspension is lifted. Nothing begins by it: each purpose is asked for anew."""
    await sql.execute(
        "UPDATE consent.standing SET suspended_since = NULL WHERE subject_id = $1", subject_id
    )


async def suspended_since(subject_id: UUID) -> datetime | None:
    """Whoever decides has locked the row before (`standing.lock`)."""
    rows = await sql.fetch(
        "SELECT suspended_since FROM consent.standing WHERE subject_id = $1", subject_id
    )
    return rows[0]["suspended_since"] if rows else None
