"""`chooseChannels`: by which ways one category rings."""

from typing import Annotated
from uuid import UUID

import strawberry

from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, SEERS, SERVICE, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.notifications.preference_types import (
    Channel,
    NotYoursToChoose,
    WishCannotBeKept,
    refusal,
)
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from notifications.public import Category, choices


@strawberry.input(description="One category, and all the ways by which it shall ring.")
class ChooseChannelsInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    person_id: strawberry.ID = strawberry.field(description="Whose wish; a Person.")
    category: Category = strawberry.field(description="Any but SAFETY.")
    channels: list[Channel] = strawberry.field(description="None leaves it to the inbox.")


@strawberry.type(description="It holds from the next message on.")
class ChooseChannelsSuccess:
    category: Category = strawberry.field(description="Which one.")
    channels: list[Channel] = strawberry.field(description="By which ways it rings now.")


ChooseChannelsResult = Annotated[
    ChooseChannelsSuccess | WishCannotBeKept | NotYoursToChoose,
    strawberry.union("ChooseChannelsResult"),
]


@strawberry.type
class ChooseChannelsMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.personId", open_to=SEERS | AT_A_DESK),
        under=SERVICE,
        description="Choose by which ways one category of news rings. The inbox lists all of it "
        "all the same. Safety rings by every way.",
    )
    async def choose_channels(self, info: Info, input: ChooseChannelsInput) -> ChooseChannelsResult:
        return await once(info, input, perform=lambda: _choose(info.context, input))


async def _choose(world: Context, input: ChooseChannelsInput) -> ChooseChannelsResult:
    outcome = await choices.choose_channels(
        world.actor,
        person_id=uuid_of(input.person_id, "Person"),
        category=input.category,
        channels=input.channels,
        clock=world.clock,
        ids=world.ids,
    )
    if not isinstance(outcome, choices.Chosen):
        return refusal(outcome, world.locale)
    return ChooseChannelsSuccess(
        category=input.category,
        channels=sorted(outcome.wishes.channels_for(input.category)),
    )
