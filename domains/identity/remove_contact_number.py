"""A number is somebody's no more: it is forgotten, not kept for later."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.contact_models import ContactNumber
from domains.identity.verify_contact_number import NoSuchNumber
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def remove_contact_number(
    actor: Actor, person_id: UUID, number_id: UUID, *, clock: Clock, ids: Ids
) -> NoSuchNumber | None:
    """None: gone. What is under way to it now may still arrive."""
    async with in_transaction():
        gone = await ContactNumber.filter(id=number_id, person_id=person_id).delete()
        if not gone:
            return NoSuchNumber()
        await audit.record(
            actor,
            "identity.contact_number.remove",
            subject_id=person_id,
            reference=number_id,
            clock=clock,
            ids=ids,
        )
        return None
