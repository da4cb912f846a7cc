"""`addContactNumber`: a telephone to write to and to call, and a code that proves it."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import contacts
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Oneself
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.global_ids import global_id
from gateway.identity.contact_types import count_a_try
from gateway.identity.read_contact_numbers import owner
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS

LONGEST_NUMBER = 40


@strawberry.input(description="A telephone of yours. Naming it again asks for another code.")
class AddContactNumberInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    number: str = strawberry.field(description="As it is dialled, such as 010-1234-5678.")


@strawberry.type(description="A code is on its way to it, written or spoken; it lives 5 minutes.")
class AddContactNumberSuccess:
    number_id: strawberry.ID = strawberry.field(description="For verifyContactNumber.")
    shown: str = strawberry.field(description="All but the last digits are hidden.")
    ways: list[contacts.LineKind] = strawberry.field(description="What this number takes.")
    is_verified: bool = strawberry.field(description="It was proved before: no code comes.")


@strawberry.type(description="Nobody can be written to or called by this number.")
class ContactNumberUnusable:
    because: contacts.Unusable = strawberry.field(description="What is wrong with it.")
    message: str = strawberry.field(
        default="This number cannot be used.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="Remove one before you add another.")
class TooManyContactNumbers:
    limit: int = strawberry.field(description="How many there may be.")
    message: str = strawberry.field(
        default="There are too many numbers already.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="A code went there a moment ago. Wait a minute for another.")
class ContactCodeJustSent:
    number_id: strawberry.ID = strawberry.field(description="For verifyContactNumber.")
    message: str = strawberry.field(
        default="A code was sent less than a minute ago.", description=FOR_DEVELOPERS
    )


AddContactNumberResult = Annotated[
    AddContactNumberSuccess | ContactNumberUnusable | TooManyContactNumbers | ContactCodeJustSent,
    strawberry.union("AddContactNumberResult"),
]


@strawberry.type
class AddContactNumberMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Name a telephone at which alarms find you when no push does. A centre's "
        "desk names that of the person who sits there; the code goes to their telephone.",
    )
    async def add_contact_number(
        self, info: Info, input: AddContactNumberInput
    ) -> AddContactNumberResult:
        return await once(info, input, perform=lambda: _add(info.context, input))


async def _add(world: Context, said: AddContactNumberInput) -> AddContactNumberResult:
    if len(said.number) > LONGEST_NUMBER:
        raise RequestRefused("This is no telephone number.", code="BAD_USER_INPUT")
    await count_a_try(world)
    outcome = await contacts.add_contact_number(
        world.actor, owner(world.actor), said.number, clock=world.clock, ids=world.ids
    )
    match outcome:
        case contacts.NumberAdded():
            return AddContactNumberSuccess(
                number_id=global_id("ContactNumber", outcome.number_id),
                shown=outcome.shown,
                ways=sorted(outcome.ways),
                is_verified=outcome.verified,
            )
        case contacts.NumberUnusable(because=because):
            return ContactNumberUnusable(because=because)
        case contacts.TooManyNumbers(most=most):
            return TooManyContactNumbers(limit=most)
        case contacts.CodeJustSent(number_id=number_id):
            return ContactCodeJustSent(number_id=global_id("ContactNumber", number_id))
        case unreachable:
            assert_never(unreachable)
