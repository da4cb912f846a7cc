"""`chooseReading`: the language, and large letters."""

from typing import Annotated
from uuid import UUID

import strawberry

from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, SEERS, SERVICE, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.languages import Locale
from gateway.notifications.preference_types import (
    NotYoursToChoose,
    WishCannotBeKept,
    refusal,
)
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from notifications.public import choices


@strawberry.input(description="How a person reads.")
class ChooseReadingInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    person_id: strawberry.ID = strawberry.field(description="Whose wish; a Person.")
    locale: Locale = strawberry.field(description="The language in which they are told.")
    large_text: bool = strawberry.field(description="Large letters, one action a screen.")


@strawberry.type(description="It holds from the next message on.")
class ChooseReadingSuccess:
    locale: Locale = strawberry.field(description="As chosen.")
    large_text: bool = strawberry.field(description="As chosen.")


ChooseReadingResult = Annotated[
    ChooseReadingSuccess | WishCannotBeKept | NotYoursToChoose,
    strawberry.union("ChooseReadingResult"),
]


@strawberry.type
class ChooseReadingMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.personId", open_to=SEERS | AT_A_DESK),
        under=SERVICE,
        description="Choose the language in which you are told, and large letters.",
    )
    async def choose_reading(self, info: Info, input: ChooseReadingInput) -> ChooseReadingResult:
        return await once(info, input, perform=lambda: _choose(info.context, input))


async def _choose(world: Context, input: ChooseReadingInput) -> ChooseReadingResult:
    outcome = await choices.choose_reading(
        world.actor,
        person_id=uuid_of(input.person_id, "Person"),
        locale=input.locale,
        large_text=input.large_text,
        clock=world.clock,
        ids=world.ids,
    )
    if not isinstance(outcome, choices.Chosen):
        return refusal(outcome, world.locale)
    return ChooseReadingSuccess(locale=input.locale, large_text=outcome.large_text)
