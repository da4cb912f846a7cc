"""Telephones of people."""

from uuid import UUID

from domains.identity.public import contacts
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def prove_number(person: UUID, typed: str, *, clock: Clock, ids: Ids) -> UUID:
    """A number of theirs, proved by the code that went to it."""
    actor = Actor(person_id=person)
    added = await contacts.add_contact_number(actor, person, typed, clock=clock, ids=ids)
    assert isinstance(added, contacts.NumberAdded)
    issued = await contacts.issue_contact_code(added.number_id, clock=clock)
    assert issued is not None
    await contacts.verify_contact_number(
        actor, person, added.number_id, issued.code, clock=clock, ids=ids
    )
    return added.number_id
