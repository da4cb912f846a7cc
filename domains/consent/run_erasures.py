"""The job that lets each store destroy its part and prove it, and cries when one does not."""

from collections.abc import Sequence

from tortoise.transactions import in_transaction

from domains.consent import erasures
from domains.consent.erasers import StoreEraser
from domains.consent.erasures import Owed
from domains.consent.events import ErasureOverdue
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


class NoSuchStore(Exception):
    """A case names a store that this house no longer has; it stays open until somebody looks."""


async def run_erasures(*, stores: Sequence[StoreEraser], clock: Clock, ids: Ids, limit: int) -> int:
    """Try what is due, outside of any transaction; how many parts were closed."""
    by_name = {store.name: store for store in stores}
    closed = 0
    for owed in await erasures.lease_due(limit=limit, clock=clock):
        closed += await _try(owed, by_name.get(owed.store), clock=clock)
    await _cry(clock=clock, ids=ids)
    return closed


async def _try(owed: Owed, store: StoreEraser | None, *, clock: Clock) -> bool:
    try:
        if store is None:
            raise NoSuchStore
        proof = await store.erase(
            subject_id=owed.subject_id, purpose=owed.purpose, before=owed.before
        )
    except Exception as fault:
        await erasures.note_failure(owed, error=type(fault).__name__)
        return False
    await erasures.close(owed, proof, clock=clock)
    return True


async def _cry(*, clock: Clock, ids: Ids) -> None:
    """Each overdue part once, in the transaction that remembers the alarm."""
    async with in_transaction():
        rows = await sql.fetch(
            """
            UPDATE consent.erasures SET alarmed_at = $1
            WHERE done_at IS NULL AND due_at <= $1 AND alarmed_at IS NULL
            RETURNING id, subject_id, store, due_at
            """,
            clock.now(),
        )
        overdue = [
            ErasureOverdue(row["id"], row["subject_id"], row["store"], row["due_at"])
            for row in rows
        ]
        await outbox.record_all(overdue, clock=clock, ids=ids)
