"""`pauseCare`, `resumeCare`: quiet for a hospital or a journey, until a day that is said."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import Consent, Subject, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn

MAY_PAUSE = frozenset({Tie.SELF, Tie.SITTING, Tie.SENIOR_GUARDIAN, Tie.CARE_CENTRE})


@strawberry.input(description="Whose care rests, why, and until when.")
class PauseCareInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    senior_id: strawberry.ID = strawberry.field(description="Whose; a Person.")
    reason: care.PauseReason = strawberry.field(description="Why.")
    until: datetime = strawberry.field(description="Care begins again by itself then.")


@strawberry.input(description="Whose care goes on.")
class ResumeCareInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    senior_id: strawberry.ID = strawberry.field(description="Whose; a Person.")


@strawberry.type(description="No question and no alarm until then; her guardians are told.")
class PauseCareSuccess:
    until: datetime = strawberry.field(description="When care begins again by itself.")


@strawberry.type(description="The end has passed, or lies too far ahead.")
class NoSuchPause:
    latest: datetime = strawberry.field(description="The last moment until which care may rest.")


@strawberry.type(description="Care goes on; her guardians are told.")
class ResumeCareSuccess:
    changed: bool = strawberry.field(description="False where nothing rested.")


PauseCareResult = Annotated[
    PauseCareSuccess | NoSuchPause | CareNotFound, strawberry.union("PauseCareResult")
]
ResumeCareResult = Annotated[ResumeCareSuccess | CareNotFound, strawberry.union("ResumeCareResult")]


@strawberry.type
class PauseCareMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.seniorId", open_to=MAY_PAUSE),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Let care rest: as the senior, as a guardian whom she wants asked, or as her "
        "centre. Said again, it moves the end.",
    )
    async def pause_care(self, info: Info, input: PauseCareInput) -> PauseCareResult:
        return await once(info, input, perform=lambda: _pause(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Subject("input.seniorId", open_to=MAY_PAUSE),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="She is back sooner.",
    )
    async def resume_care(self, info: Info, input: ResumeCareInput) -> ResumeCareResult:
        return await once(info, input, perform=lambda: _resume(info.context, input))


async def _pause(world: Context, input: PauseCareInput) -> PauseCareResult:
    outcome = await care.pause_care(
        world.actor,
        senior_id=uuid_of(input.senior_id, "Person"),
        reason=input.reason,
        until=input.until,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.Paused(until=until):
            return PauseCareSuccess(until=until)
        case care.people.NoSuchTerm(latest=latest):
            return NoSuchPause(latest=latest)
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)


async def _resume(world: Context, input: ResumeCareInput) -> ResumeCareResult:
    outcome = await care.people.resume_care(
        world.actor, uuid_of(input.senior_id, "Person"), clock=world.clock, ids=world.ids
    )
    match outcome:
        case care.people.Resumed(changed=changed):
            return ResumeCareSuccess(changed=changed)
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
