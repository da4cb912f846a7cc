"""Somebody's consents, held by who decides about them; nobody decides for who was erased."""

from uuid import UUID

from domains.consent import standing
from domains.consent.catalogue import Purpose
from domains.consent.fold import Stand
from domains.identity import public as identity
from domains.kernel.clock import Clock


async def hold_if_known(subject_id: UUID, *, clock: Clock) -> dict[Purpose, Stand] | None:
    """What stands, held until the caller's transaction ends. None where the person was erased while
    we waited for the row: then nothing of them is left behind by asking."""
    stands = await standing.lock(subject_id, clock=clock)
    if subject_id in await identity.people([subject_id], named=False):
        return stands
    await standing.forget(subject_id)
    return None
