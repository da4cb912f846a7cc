"""Whoever destroys what care holds of somebody locks it all first, in the one order of care."""

from uuid import UUID

from domains.care.homes.registry import close_registry_for
from domains.care.lock_senior import lock_senior
from domains.kernel import sql


async def hold_all_of(senior_id: UUID) -> None:
    """Within the caller's transaction. Whoever answers, raises, looks or acts at this moment is
    waited for; whoever comes after it waits, and finds nothing.

    Harmless for somebody who is no senior, and when it is held already.
    """
    await close_registry_for(senior_id)
    await sql.fetch(
        "SELECT FROM care.watches WHERE senior_id = $1 ORDER BY home_id FOR UPDATE", senior_id
    )
    await lock_senior(senior_id)
