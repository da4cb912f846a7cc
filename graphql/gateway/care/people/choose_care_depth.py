"""`chooseCareDepth`: how much each receiver sees of her."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import OWN_RIGHTS, Oneself
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="One receiver, and how much they shall see.")
class ChooseCareDepthInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    receiver: care.people.Receiver = strawberry.field(description="For whom.")
    depth: care.Depth = strawberry.field(description="So much, and no more.")
    guardian_id: strawberry.ID | None = strawberry.field(
        default=None, description="Which guardian, where the receiver is one; a Person."
    )


@strawberry.type(description="It counts from now on. No depth holds a location.")
class ChooseCareDepthSuccess:
    receiver: care.people.Receiver = strawberry.field(description="For whom.")
    depth: care.Depth = strawberry.field(description="What they see now.")


ChooseCareDepthResult = Annotated[
    ChooseCareDepthSuccess | CareNotFound, strawberry.union("ChooseCareDepthResult")
]


@strawberry.type
class ChooseCareDepthMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=OWN_RIGHTS,
        description="Choose how much a guardian, the care workers or the centre see of your days. "
        "Without an open case care workers and centre see your state alone.",
    )
    async def choose_care_depth(
        self, info: Info, input: ChooseCareDepthInput
    ) -> ChooseCareDepthResult:
        return await once(info, input, perform=lambda: _choose(info.context, input))


async def _choose(world: Context, input: ChooseCareDepthInput) -> ChooseCareDepthResult:
    outcome = await care.people.choose_depth(
        world.actor,
        input.receiver,
        input.depth,
        guardian_id=uuid_of(input.guardian_id, "Person") if input.guardian_id else None,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.DepthChosen(receiver=receiver, depth=depth):
            return ChooseCareDepthSuccess(receiver=receiver, depth=depth)
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
