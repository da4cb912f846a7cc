"""`beginCareMode`, `endCareMode`: a heat wave, a cold wave or an epidemic in a dong."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from gateway.care.judgement.types import NotYourDong
from gateway.context import Context, Info
from gateway.declarations import DUTY, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK
from gateway.once import REQUEST_ID, once


@strawberry.input(description="Which dong is looked after more closely, why, and until when.")
class BeginCareModeInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    dong_id: strawberry.ID = strawberry.field(description="A dong of your centre; a Unit.")
    kind: care.judgement.ModeKind = strawberry.field(description="Why.")
    until: datetime = strawberry.field(description="It ends by itself then.")


@strawberry.input(description="A mode that is over sooner.")
class EndCareModeInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    mode_id: strawberry.ID = strawberry.field(description="From careSensitivity.")


@strawberry.type(description="Every home of the dong is looked at at once.")
class CareModeSuccess:
    mode_id: strawberry.ID = strawberry.field(description="For endCareMode.")
    until: datetime = strawberry.field(description="When it ends by itself.")


@strawberry.type(description="The end has passed, or lies too far ahead: no mode is without one.")
class NoSuchCareModeEnd:
    latest: datetime = strawberry.field(description="The last moment until which it may last.")


BeginCareModeResult = Annotated[
    CareModeSuccess | NotYourDong | NoSuchCareModeEnd, strawberry.union("BeginCareModeResult")
]
EndCareModeResult = Annotated[CareModeSuccess | NotYourDong, strawberry.union("EndCareModeResult")]


@strawberry.type
class CareModeMutation:
    @mutation(
        allow=AT_THE_DESK,
        about=Oneself(),
        under=DUTY,
        description="Look after a dong of your centre more closely, until an end. Said again, it "
        "moves the end.",
    )
    async def begin_care_mode(self, info: Info, input: BeginCareModeInput) -> BeginCareModeResult:
        return await once(info, input, perform=lambda: _begin(info.context, input))

    @mutation(
        allow=AT_THE_DESK,
        about=Oneself(),
        under=DUTY,
        description="It is over sooner.",
    )
    async def end_care_mode(self, info: Info, input: EndCareModeInput) -> EndCareModeResult:
        return await once(info, input, perform=lambda: _end(info.context, input))


async def _begin(world: Context, input: BeginCareModeInput) -> BeginCareModeResult:
    outcome = await care.judgement.begin_mode(
        world.actor,
        dong_id=uuid_of(input.dong_id, "Unit"),
        kind=input.kind,
        until=input.until,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.judgement.ModeSet(mode_id=key, until=until):
            return CareModeSuccess(mode_id=global_id("CareMode", key), until=until)
        case care.judgement.NotYourDong():
            return NotYourDong()
        case care.judgement.NoSuchEnd(latest=latest):
            return NoSuchCareModeEnd(latest=latest)
        case unreachable:
            assert_never(unreachable)


async def _end(world: Context, input: EndCareModeInput) -> EndCareModeResult:
    outcome = await care.judgement.end_mode(
        world.actor, uuid_of(input.mode_id, "CareMode"), clock=world.clock, ids=world.ids
    )
    match outcome:
        case care.judgement.ModeSet(mode_id=key, until=until):
            return CareModeSuccess(mode_id=global_id("CareMode", key), until=until)
        case care.judgement.NotYourDong():
            return NotYourDong()
        case unreachable:
            assert_never(unreachable)
