"""`sayCareHours`, `sayGuardianHours`: when a guardian may be called, by their own clock."""

from collections.abc import Sequence
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.people.enrol_in_care import speaker
from gateway.care.people.types import CareNotFound, clock_time
from gateway.context import Context, Info
from gateway.declarations import OWN_RIGHTS, Consent, Oneself, Subject, Tie
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="A span of the clock on the wall.")
class CareHoursInput:
    opens: str = strawberry.field(description="HH:MM.")
    closes: str = strawberry.field(description="HH:MM; at or before `opens` it is on the next day.")
    weekdays: list[int] = strawberry.field(
        default_factory=lambda: [*range(7)], description="0 is Monday; left out, every day."
    )


@strawberry.input(description="When you may be called about a senior.")
class SayCareHoursInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    senior_id: strawberry.ID = strawberry.field(description="About whom; a Person.")
    time_zone: str = strawberry.field(description="Where you are: an IANA name.")
    hours: list[CareHoursInput] = strawberry.field(description="At least one.")


@strawberry.input(description="When a guardian of yours may be called.")
class SayGuardianHoursInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    guardian_id: strawberry.ID = strawberry.field(description="One of your contacts; a Person.")
    time_zone: str = strawberry.field(description="Where they are: an IANA name.")
    hours: list[CareHoursInput] = strawberry.field(description="At least one.")


@strawberry.type(description="Outside these hours the next one is asked instead.")
class SayCareHoursSuccess:
    guardian_id: strawberry.ID = strawberry.field(description="Whose hours; a Person.")


@strawberry.type(
    description="A time zone that the world has not, weekdays beyond 0 to 6, no span or too many."
)
class NoSuchHours:
    message: str = strawberry.field(
        default="The world has no such time zone, or the week no such days.",
        description=FOR_DEVELOPERS,
    )


Saying = SayCareHoursSuccess | NoSuchHours | CareNotFound
SayCareHoursResult = Annotated[Saying, strawberry.union("SayCareHoursResult")]
SayGuardianHoursResult = Annotated[Saying, strawberry.union("SayGuardianHoursResult")]


@strawberry.type
class SayCareHoursMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.seniorId", open_to=frozenset({Tie.SENIOR_GUARDIAN})),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="As a guardian whom she wants asked: say when you may be called, and where "
        "your clock is.",
    )
    async def say_care_hours(self, info: Info, input: SayCareHoursInput) -> SayCareHoursResult:
        world = info.context
        senior = uuid_of(input.senior_id, "Person")
        return await once(
            info, input, perform=lambda: _say(world, input, senior=senior, guardian=speaker(world))
        )

    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=OWN_RIGHTS,
        description="As the senior: say when a guardian of yours may be called.",
    )
    async def say_guardian_hours(
        self, info: Info, input: SayGuardianHoursInput
    ) -> SayGuardianHoursResult:
        world = info.context
        guardian = uuid_of(input.guardian_id, "Person")
        return await once(
            info,
            input,
            perform=lambda: _say(world, input, senior=speaker(world), guardian=guardian),
        )


async def _say(
    world: Context,
    input: SayCareHoursInput | SayGuardianHoursInput,
    *,
    senior: UUID,
    guardian: UUID,
) -> Saying:
    outcome = await care.people.say_hours(
        world.actor,
        senior_id=senior,
        person_id=guardian,
        time_zone=input.time_zone,
        hours=_spans(input.hours),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.HoursSaid(person_id=person):
            return SayCareHoursSuccess(guardian_id=global_id("Person", person))
        case care.people.NoSuchHours():
            return NoSuchHours()
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)


def _spans(said: Sequence[CareHoursInput]) -> list[care.Hours]:
    return [
        care.Hours(clock_time(one.opens), clock_time(one.closes), frozenset(one.weekdays))
        for one in said
    ]
