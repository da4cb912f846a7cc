"""What clients see of telephone numbers."""

from datetime import datetime

import strawberry

from domains.identity.public import contacts
from domains.kernel.attempts import Attempted
from gateway.context import Context
from gateway.freshness import too_many_attempts
from gateway.global_ids import global_id
from gateway.wording import FOR_DEVELOPERS

strawberry.enum(
    contacts.LineKind, name="ContactWay", description="How a telephone is used: text or call."
)
strawberry.enum(
    contacts.Unusable,
    name="UnusableNumber",
    description="NO_NUMBER: not one that exists. ABROAD: not of this country. NOBODYS: a "
    "service's number, where no person answers.",
)


@strawberry.type(
    description="A telephone of yours: written to, then called, where an alarm stays unseen."
)
class ContactNumber:
    id: strawberry.ID = strawberry.field(
        description="For verifyContactNumber, removeContactNumber."
    )
    shown: str = strawberry.field(description="All but the last digits are hidden.")
    ways: list[contacts.LineKind] = strawberry.field(description="What this number takes.")
    added_at: datetime = strawberry.field(description="When it was named.")
    verified_at: datetime | None = strawberry.field(
        description="Null until its code was typed: nothing is sent to it before."
    )


@strawberry.type(description="No telephone of yours: unknown, another's, or removed.")
class ContactNumberNotFound:
    message: str = strawberry.field(default="No such number of yours.", description=FOR_DEVELOPERS)


def number_type(view: contacts.ContactNumberView) -> ContactNumber:
    return ContactNumber(
        id=global_id("ContactNumber", view.number_id),
        shown=view.shown,
        ways=sorted(view.ways),
        added_at=view.added_at,
        verified_at=view.verified_at,
    )


async def count_a_try(world: Context) -> None:
    """Codes are short and text messages cost: asking and typing are counted alike.

    Raises RequestRefused (TOO_MANY_ATTEMPTS), or Unavailable while nobody can count.
    """
    waiting = await world.services.attempts.begin(Attempted.CONTACT_CODE, by=world.visitor)
    if waiting is not None:
        raise too_many_attempts(waiting.wait_s)


async def tried_well(world: Context) -> None:
    """The code was right."""
    await world.services.attempts.succeeded(Attempted.CONTACT_CODE, by=world.visitor)
