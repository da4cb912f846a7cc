"""`verifyContactNumber`: the code that came to the telephone."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import contacts
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Holding, Tie
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.contact_types import ContactNumberNotFound, count_a_try, tried_well
from gateway.identity.read_contact_numbers import owner
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS

LONGEST_CODE = 20


@strawberry.input(description="The code that came to one of your telephones.")
class VerifyContactNumberInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    number_id: strawberry.ID = strawberry.field(description="From addContactNumber.")
    code: str = strawberry.field(description="Six digits; spaces do not count.")


@strawberry.type(description="From now on alarms that no push brings home come here.")
class VerifyContactNumberSuccess:
    number_id: strawberry.ID = strawberry.field(description="For removeContactNumber.")


@strawberry.type(description="That was not the code.")
class WrongContactCode:
    tries_left: int = strawberry.field(description="Then this code is over.")
    message: str = strawberry.field(default="Not the code.", description=FOR_DEVELOPERS)


@strawberry.type(description="Too old, guessed at too often, or not there yet: ask for another.")
class ContactCodeOver:
    message: str = strawberry.field(default="Ask for another code.", description=FOR_DEVELOPERS)


VerifyContactNumberResult = Annotated[
    VerifyContactNumberSuccess | WrongContactCode | ContactCodeOver | ContactNumberNotFound,
    strawberry.union("VerifyContactNumberResult"),
]


@strawberry.type
class VerifyContactNumberMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding(
            "input.numberId", "ContactNumber", open_to=frozenset({Tie.SELF, Tie.SITTING})
        ),
        under=SERVICE,
        description="Type the code that came to a telephone: it is yours.",
    )
    async def verify_contact_number(
        self, info: Info, input: VerifyContactNumberInput
    ) -> VerifyContactNumberResult:
        return await once(info, input, perform=lambda: _verify(info.context, input))


async def _verify(world: Context, said: VerifyContactNumberInput) -> VerifyContactNumberResult:
    if len(said.code) > LONGEST_CODE:
        raise RequestRefused("This is no code.", code="BAD_USER_INPUT")
    await count_a_try(world)
    outcome = await contacts.verify_contact_number(
        world.actor,
        owner(world.actor),
        uuid_of(said.number_id, "ContactNumber"),
        said.code,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case contacts.NumberVerified(number_id=number_id):
            await tried_well(world)
            return VerifyContactNumberSuccess(number_id=global_id("ContactNumber", number_id))
        case contacts.WrongCode(tries_left=tries_left):
            return WrongContactCode(tries_left=tries_left)
        case contacts.CodeOver():
            return ContactCodeOver()
        case contacts.NoSuchNumber():
            return ContactNumberNotFound()
        case unreachable:
            assert_never(unreachable)
