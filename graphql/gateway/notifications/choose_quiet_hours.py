"""`chooseQuietHours`: when nothing rings but safety."""

from typing import Annotated
from uuid import UUID

import strawberry

from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, SEERS, SERVICE, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.notifications.preference_types import (
    HOUR,
    NotYoursToChoose,
    QuietHours,
    WishCannotBeKept,
    hour_of,
    refusal,
    said,
)
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from notifications.public import choices


@strawberry.input(description="Hours of every day, across midnight or not.")
class QuietHoursInput:
    from_: str = strawberry.field(name="from", description=HOUR)
    to: str = strawberry.field(description=HOUR)


@strawberry.input(description="A person's quiet hours.")
class ChooseQuietHoursInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    person_id: strawberry.ID = strawberry.field(description="Whose wish; a Person.")
    quiet_hours: QuietHoursInput | None = strawberry.field(default=None, description="Null: none.")


@strawberry.type(description="It holds from the next message on.")
class ChooseQuietHoursSuccess:
    quiet_hours: QuietHours | None = strawberry.field(description="As chosen.")


ChooseQuietHoursResult = Annotated[
    ChooseQuietHoursSuccess | WishCannotBeKept | NotYoursToChoose,
    strawberry.union("ChooseQuietHoursResult"),
]


@strawberry.type
class ChooseQuietHoursMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.personId", open_to=SEERS | AT_A_DESK),
        under=SERVICE,
        description="Choose the hours in which nothing rings but safety: alarms and calls "
        "for help pass them. What comes meanwhile is listed, and rings when they end if it is "
        "news still.",
    )
    async def choose_quiet_hours(
        self, info: Info, input: ChooseQuietHoursInput
    ) -> ChooseQuietHoursResult:
        return await once(info, input, perform=lambda: _choose(info.context, input))


async def _choose(world: Context, input: ChooseQuietHoursInput) -> ChooseQuietHoursResult:
    wish = input.quiet_hours
    quiet = choices.DailySpan(hour_of(wish.from_), hour_of(wish.to)) if wish else None
    outcome = await choices.choose_quiet_hours(
        world.actor,
        person_id=uuid_of(input.person_id, "Person"),
        quiet=quiet,
        clock=world.clock,
        ids=world.ids,
    )
    if not isinstance(outcome, choices.Chosen):
        return refusal(outcome, world.locale)
    return ChooseQuietHoursSuccess(
        quiet_hours=QuietHours(from_=said(quiet.start), to=said(quiet.end)) if quiet else None
    )
