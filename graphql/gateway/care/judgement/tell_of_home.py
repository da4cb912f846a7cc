"""`tellCareVisit`, `endCareVisit`, `tellCareHousehold`: who else is there, and known noise."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.judgement.types import NotYourHome
from gateway.care.people.pause_care import MAY_PAUSE
from gateway.context import Context, Info
from gateway.declarations import Consent, Holding, Subject
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="Who is visited, and for how long: silence says nothing meanwhile.")
class TellCareVisitInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    senior_id: strawberry.ID = strawberry.field(description="Who is visited; a Person.")
    since: datetime = strawberry.field(description="From when on somebody is there.")
    until: datetime = strawberry.field(description="Until when.")


@strawberry.input(description="A visit that is over sooner.")
class EndCareVisitInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    visit_id: strawberry.ID = strawberry.field(description="From tellCareVisit.")


@strawberry.input(description="Known noise of a home.")
class TellCareHouseholdInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    senior_id: strawberry.ID = strawberry.field(description="Who lives there; a Person.")
    has_pet: bool = strawberry.field(description="Whether a cat or a dog walks about.")
    appliances: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Spots of things that switch themselves, a fridge or a boiler; CareSpots.",
    )


@strawberry.type(description="No silence counts while it lasts; smoke, gas, a fall and SOS ring.")
class CareVisitSuccess:
    visit_id: strawberry.ID = strawberry.field(description="For endCareVisit.")
    since: datetime = strawberry.field(description="From when on.")
    until: datetime = strawberry.field(description="Until when.")


@strawberry.type(description="It ends before it begins, is over, too long, or too far ahead.")
class NoSuchCareVisit:
    message: str = strawberry.field(
        default="It ends before it begins, is over, too long, or too far ahead.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="It is known from the next look on, which is now.")
class TellCareHouseholdSuccess:
    has_pet: bool = strawberry.field(description="As it was told.")


TellCareVisitResult = Annotated[
    CareVisitSuccess | NoSuchCareVisit | NotYourHome, strawberry.union("TellCareVisitResult")
]
EndCareVisitResult = Annotated[
    CareVisitSuccess | NotYourHome, strawberry.union("EndCareVisitResult")
]
TellCareHouseholdResult = Annotated[
    TellCareHouseholdSuccess | NotYourHome, strawberry.union("TellCareHouseholdResult")
]


@strawberry.type
class TellOfHomeMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.seniorId", open_to=MAY_PAUSE),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Say that somebody stays with her.",
    )
    async def tell_care_visit(self, info: Info, input: TellCareVisitInput) -> TellCareVisitResult:
        return await once(info, input, perform=lambda: _visit(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Holding("input.visitId", "CareVisit", open_to=MAY_PAUSE),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="They have left sooner: her silence counts again.",
    )
    async def end_care_visit(self, info: Info, input: EndCareVisitInput) -> EndCareVisitResult:
        return await once(info, input, perform=lambda: _end(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Subject("input.seniorId", open_to=MAY_PAUSE),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Say what stirs by itself in her home: pets, and things that switch "
        "themselves.",
    )
    async def tell_care_household(
        self, info: Info, input: TellCareHouseholdInput
    ) -> TellCareHouseholdResult:
        return await once(info, input, perform=lambda: _household(info.context, input))


async def _visit(world: Context, input: TellCareVisitInput) -> TellCareVisitResult:
    outcome = await care.judgement.tell_visit(
        world.actor,
        senior_id=uuid_of(input.senior_id, "Person"),
        since=input.since,
        until=input.until,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.judgement.NoSuchVisit():
            return NoSuchCareVisit()
        case told:
            return _told(told)


async def _end(world: Context, input: EndCareVisitInput) -> EndCareVisitResult:
    return _told(
        await care.judgement.end_visit(
            world.actor, uuid_of(input.visit_id, "CareVisit"), clock=world.clock, ids=world.ids
        )
    )


def _told(
    outcome: care.judgement.VisitTold | care.judgement.NotYourHome,
) -> EndCareVisitResult:
    match outcome:
        case care.judgement.VisitTold(visit_id=key, since=since, until=until):
            return CareVisitSuccess(visit_id=global_id("CareVisit", key), since=since, until=until)
        case care.judgement.NotYourHome():
            return NotYourHome()
        case unreachable:
            assert_never(unreachable)


async def _household(world: Context, input: TellCareHouseholdInput) -> TellCareHouseholdResult:
    outcome = await care.judgement.tell_household(
        world.actor,
        senior_id=uuid_of(input.senior_id, "Person"),
        has_pet=input.has_pet,
        appliances=[uuid_of(each, "CareSpot") for each in input.appliances],
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.judgement.HouseholdTold():
            return TellCareHouseholdSuccess(has_pet=input.has_pet)
        case care.judgement.NotYourHome():
            return NotYourHome()
        case unreachable:
            assert_never(unreachable)
