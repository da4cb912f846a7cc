"""`removeContactNumber`: a telephone is forgotten."""

from typing import Annotated
from uuid import UUID

import strawberry

from domains.identity.public import contacts
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.identity.contact_types import ContactNumberNotFound
from gateway.identity.read_contact_numbers import owner
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="A telephone that is yours no more.")
class RemoveContactNumberInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    number_id: strawberry.ID = strawberry.field(description="From myContactNumbers.")


@strawberry.type(description="It is forgotten. What is under way to it may still arrive.")
class RemoveContactNumberSuccess:
    number_id: strawberry.ID = strawberry.field(description="It names nothing any more.")


RemoveContactNumberResult = Annotated[
    RemoveContactNumberSuccess | ContactNumberNotFound,
    strawberry.union("RemoveContactNumberResult"),
]


@strawberry.type
class RemoveContactNumberMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding(
            "input.numberId", "ContactNumber", open_to=frozenset({Tie.SELF, Tie.SITTING})
        ),
        under=SERVICE,
        description="Forget a telephone number of yours.",
    )
    async def remove_contact_number(
        self, info: Info, input: RemoveContactNumberInput
    ) -> RemoveContactNumberResult:
        return await once(info, input, perform=lambda: _remove(info.context, input))


async def _remove(world: Context, said: RemoveContactNumberInput) -> RemoveContactNumberResult:
    refused = await contacts.remove_contact_number(
        world.actor,
        owner(world.actor),
        uuid_of(said.number_id, "ContactNumber"),
        clock=world.clock,
        ids=world.ids,
    )
    if refused is not None:
        return ContactNumberNotFound()
    return RemoveContactNumberSuccess(number_id=said.number_id)
