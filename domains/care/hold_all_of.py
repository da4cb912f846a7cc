"""Whoever destroys or closes what care holds of somebody locks it first, in care's one order."""

from uuid import UUID

from domains.care.homes.registry import close_registry_for, hold_devices_of
from domains.care.lock_senior import lock_senior
from domains.kernel import sql


async def hold_all_of(senior_id: UUID) -> None:
    """Within the caller's transaction. Whoever answers, raises, looks or acts at this moment is
    waited for; whoever comes after it waits, and finds nothing.

    Harmless for somebody who is no senior, and when it is held already.
    """
    await close_registry_for(senior_id)
    await _hold_watches_of(senior_id)
    await lock_senior(senior_id)


async def hold_home_of(senior_id: UUID) -> None:
    """The same for whoever closes her home and destroys nothing: until the commit no message of it
    is taken, and nobody judges it."""
    await hold_devices_of(senior_id)
    await _hold_watches_of(senior_id)
    await lock_senior(senior_id)


async def _hold_watches_of(senior_id: UUID) -> None:
    await sql.fetch(
        "SELECT FROM care.watches WHERE senior_id = $1 ORDER BY home_id FOR UPDATE", senior_id
    )
