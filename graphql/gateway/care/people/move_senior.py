"""`moveSenior`: another flat, perhaps another dong and another care worker."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.people.enrol_in_care import DongNotServed, sealed_flat
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import Consent, Subject, Tie
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="Who moves, and where to.")
class MoveSeniorInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    senior_id: strawberry.ID = strawberry.field(description="Who; a Person.")
    dong_id: strawberry.ID = strawberry.field(description="Her new dong; a Unit.")
    address: str = strawberry.field(
        description="Told to 119, and shown to who has taken a case of hers."
    )
    key_box_note: str | None = strawberry.field(
        default=None, description="How to get in; the old flat's is forgotten."
    )


@strawberry.type(description="The care workers of this dong look after her from now on.")
class MoveSeniorSuccess:
    dong_id: strawberry.ID = strawberry.field(description="Her dong; a Unit.")
    centre_id: strawberry.ID = strawberry.field(description="Her centre; a Unit.")


MoveSeniorResult = Annotated[
    MoveSeniorSuccess | DongNotServed | CareNotFound, strawberry.union("MoveSeniorResult")
]


@strawberry.type
class MoveSeniorMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject(
            "input.seniorId", open_to=frozenset({Tie.SELF, Tie.SITTING, Tie.CARE_CENTRE})
        ),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="She lives elsewhere now. What was stays on record. Devices of the old flat "
        "are retired: whatever comes along is paired anew.",
    )
    async def move_senior(self, info: Info, input: MoveSeniorInput) -> MoveSeniorResult:
        world = info.context
        flat = await sealed_flat(
            uuid_of(input.senior_id, "Person"),
            dong_id=input.dong_id,
            address=input.address,
            key_box_note=input.key_box_note,
        )
        return await once(info, input, perform=lambda: _move(world, input, flat))


async def _move(world: Context, input: MoveSeniorInput, flat: care.people.Flat) -> MoveSeniorResult:
    outcome = await care.move_flat(
        world.actor,
        uuid_of(input.senior_id, "Person"),
        flat,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.Moved(dong_id=dong, centre_id=centre):
            return MoveSeniorSuccess(
                dong_id=global_id("Unit", dong), centre_id=global_id("Unit", centre)
            )
        case care.people.DongNotServed():
            return DongNotServed()
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
