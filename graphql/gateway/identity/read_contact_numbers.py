"""`myContactNumbers`."""

from uuid import UUID

import strawberry

from domains.identity.public import contacts
from domains.kernel.actor import Actor
from domains.kernel.errors import Unauthenticated
from gateway.context import Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import query
from gateway.identity.contact_types import ContactNumber, number_type
from gateway.permissions import SignedIn


@strawberry.type
class ContactNumbersQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Your telephone numbers, in the order in which they are tried. At a centre's "
        "desk those of the person who sits there.",
    )
    async def my_contact_numbers(self, info: Info) -> list[ContactNumber]:
        found = await contacts.contact_numbers_of(owner(info.context.actor))
        return [number_type(each) for each in found]


def owner(actor: Actor) -> UUID:
    """Whose numbers: the actor's, or those of whom a centre stands in for."""
    if actor.speaks_for is None:
        raise Unauthenticated
    return actor.speaks_for
