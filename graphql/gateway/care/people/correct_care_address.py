"""`correctCareAddress`: she lives where she lived, and it was written down wrongly."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from domains.kernel import personal
from gateway.care.people.enrol_in_care import LONGEST_ADDRESS
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import Consent, Subject, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.plain_text import plain_text


@strawberry.input(description="Whose address, and the right one.")
class CorrectCareAddressInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    senior_id: strawberry.ID = strawberry.field(description="Whose; a Person.")
    address: str = strawberry.field(
        description="Told to 119, and shown to who has taken a case of hers."
    )


@strawberry.type(description="It is written down; the wrong one is forgotten.")
class CorrectCareAddressSuccess:
    senior_id: strawberry.ID = strawberry.field(description="Whose; a Person.")


CorrectCareAddressResult = Annotated[
    CorrectCareAddressSuccess | CareNotFound, strawberry.union("CorrectCareAddressResult")
]


@strawberry.type
class CorrectCareAddressMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject(
            "input.seniorId", open_to=frozenset({Tie.SELF, Tie.SITTING, Tie.CARE_CENTRE})
        ),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Her address was written down wrongly. Nobody moved: her devices stay paired. "
        "If 119 is on its way it is told again. For another flat there is `moveSenior`.",
    )
    async def correct_care_address(
        self, info: Info, input: CorrectCareAddressInput
    ) -> CorrectCareAddressResult:
        world = info.context
        senior = uuid_of(input.senior_id, "Person")
        text = plain_text(input.address, what="An address", longest=LONGEST_ADDRESS)
        sealed = await personal.seal(senior, text)
        return await once(info, input, perform=lambda: _correct(world, input, sealed))


async def _correct(
    world: Context, input: CorrectCareAddressInput, address: bytes
) -> CorrectCareAddressResult:
    senior = uuid_of(input.senior_id, "Person")
    outcome = await care.correct_address(
        world.actor, senior, address, clock=world.clock, ids=world.ids
    )
    match outcome:
        case care.people.AddressCorrected():
            return CorrectCareAddressSuccess(senior_id=input.senior_id)
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
