"""`chooseCareContacts`: whom she wants asked, in her order."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import OWN_RIGHTS, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="All whom she wants asked, first to be asked first.")
class ChooseCareContactsInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    guardian_ids: list[strawberry.ID] = strawberry.field(
        description="Guardians of yours, as `me` lists them; none is a choice too."
    )


@strawberry.type(description="They are asked in this order from now on.")
class ChooseCareContactsSuccess:
    guardian_ids: list[strawberry.ID] = strawberry.field(description="As chosen.")


@strawberry.type(description="This person is no standing guardian of hers.")
class NotHerGuardian:
    person_id: strawberry.ID = strawberry.field(description="Whom makeInvitation may invite.")


@strawberry.type(description="So many can be asked, and no more.")
class TooManyCareContacts:
    limit: int = strawberry.field(description="How many there may be.")


ChooseCareContactsResult = Annotated[
    ChooseCareContactsSuccess | NotHerGuardian | TooManyCareContacts | CareNotFound,
    strawberry.union("ChooseCareContactsResult"),
]


@strawberry.type
class ChooseCareContactsMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=OWN_RIGHTS,
        description="Choose who is asked when you do not answer, and in which order. Who stays "
        "keeps their hours and what they see.",
    )
    async def choose_care_contacts(
        self, info: Info, input: ChooseCareContactsInput
    ) -> ChooseCareContactsResult:
        return await once(info, input, perform=lambda: _choose(info.context, input))


async def _choose(world: Context, input: ChooseCareContactsInput) -> ChooseCareContactsResult:
    outcome = await care.people.choose_contacts(
        world.actor,
        [uuid_of(guardian, "Person") for guardian in input.guardian_ids],
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.ContactsChosen(person_ids=chosen):
            return ChooseCareContactsSuccess(
                guardian_ids=[global_id("Person", person) for person in chosen]
            )
        case care.people.NotAGuardian(person_id=stranger):
            return NotHerGuardian(person_id=global_id("Person", stranger))
        case care.people.TooManyContacts(most=most):
            return TooManyCareContacts(limit=most)
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
