"""`closeCareCase`, `markCareFalseAlarm`: the two ways in which a person ends a case."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care.public import cases
from gateway.care.cases.acknowledge_care_case import ACTORS
from gateway.care.cases.record_care_act import CareActInput
from gateway.care.cases.types import CareCaseNotFound, CareCaseOver, photo_path
from gateway.context import Context, Info
from gateway.declarations import RESCUE, Holding
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, SENT_AT, once
from gateway.permissions import SignedIn


@strawberry.input(description="Which case you close.")
class CloseCareCaseInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case; a CareCase.")
    act: CareActInput | None = strawberry.field(
        default=None, description="What you did, unless it stands in the case already."
    )


@strawberry.input(description="Which case was none, and why.")
class MarkCareFalseAlarmInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case; a CareCase.")
    reason: cases.FalseAlarm = strawberry.field(description="Why there was nothing.")
    at: datetime | None = strawberry.field(
        default=None,
        description="As of when you knew the case (its `asOf`, as you read it; no phone's clock): "
        "what came later it does not end.",
    )


@strawberry.type(description="It is over; whoever was asked is told.")
class CloseCareCaseSuccess:
    case_id: strawberry.ID = strawberry.field(description="The case; say giveCareOpinion next.")
    ended_at: datetime = strawberry.field(description="When.")
    photo_path: str | None = strawberry.field(
        default=None, description="POST a picture of the act here that came with it, if one did."
    )


@strawberry.type(description="It is over, and was none; whoever was asked is told.")
class MarkCareFalseAlarmSuccess:
    case_id: strawberry.ID = strawberry.field(description="The case; say giveCareOpinion next.")
    ended_at: datetime = strawberry.field(description="When.")


@strawberry.type(
    description="Nobody has written down that somebody spoke with her or saw her since the last "
    "signal: only that closes a case."
)
class CareActMissing:
    case_id: strawberry.ID = strawberry.field(description="The case.")


@strawberry.type(
    description="Something was noticed in the case after the moment of which you spoke: nothing is "
    "ended. Read it again."
)
class CareNoticedSince:
    case_id: strawberry.ID = strawberry.field(description="The case.")


CloseCareCaseResult = Annotated[
    CloseCareCaseSuccess | CareActMissing | CareCaseOver | CareCaseNotFound,
    strawberry.union("CloseCareCaseResult"),
]
MarkCareFalseAlarmResult = Annotated[
    MarkCareFalseAlarmSuccess | CareNoticedSince | CareCaseOver | CareCaseNotFound,
    strawberry.union("MarkCareFalseAlarmResult"),
]


@strawberry.type
class EndCareCaseMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "CareCase", open_to=ACTORS),
        under=RESCUE,
        description="Close a case by what was done.",
    )
    async def close_care_case(self, info: Info, input: CloseCareCaseInput) -> CloseCareCaseResult:
        return await once(info, input, perform=lambda: _close(info.context, input), apart=SENT_AT)

    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "CareCase", open_to=ACTORS),
        under=RESCUE,
        description="There was nothing, and why.",
    )
    async def mark_care_false_alarm(
        self, info: Info, input: MarkCareFalseAlarmInput
    ) -> MarkCareFalseAlarmResult:
        return await once(info, input, perform=lambda: _mark(info.context, input))


async def _close(world: Context, input: CloseCareCaseInput) -> CloseCareCaseResult:
    outcome = await cases.close_case(
        world.actor,
        case_id=uuid_of(input.case_id, "CareCase"),
        act=input.act.said(now=world.clock.now()) if input.act else None,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case cases.CaseClosed(ended_at=ended_at, act_id=act_id):
            path = photo_path(act_id) if act_id else None
            return CloseCareCaseSuccess(case_id=input.case_id, ended_at=ended_at, photo_path=path)
        case cases.ActMissing():
            return CareActMissing(case_id=input.case_id)
        case cases.CaseOver():
            return CareCaseOver(case_id=input.case_id)
        case cases.NotYourCase():
            return CareCaseNotFound()
        case unreachable:
            assert_never(unreachable)


async def _mark(world: Context, input: MarkCareFalseAlarmInput) -> MarkCareFalseAlarmResult:
    outcome = await cases.mark_false_alarm(
        world.actor,
        case_id=uuid_of(input.case_id, "CareCase"),
        reason=input.reason,
        at=input.at,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case cases.CaseClosed(ended_at=ended_at):
            return MarkCareFalseAlarmSuccess(case_id=input.case_id, ended_at=ended_at)
        case cases.NoticedSince():
            return CareNoticedSince(case_id=input.case_id)
        case cases.CaseOver():
            return CareCaseOver(case_id=input.case_id)
        case cases.NotYourCase():
            return CareCaseNotFound()
        case unreachable:
            assert_never(unreachable)
