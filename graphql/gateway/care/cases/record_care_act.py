"""`recordCareAct`: what somebody did, also from a form that was filled in without a network."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care.public import cases
from gateway.care.cases.acknowledge_care_case import ACTORS
from gateway.care.cases.types import CareCaseNotFound, photo_path
from gateway.context import Context, Info
from gateway.declarations import RESCUE, Holding
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, SENT_AT, once
from gateway.permissions import SignedIn


@strawberry.input(description="What you did.")
class CareActInput:
    kind: cases.ActKind = strawberry.field(description="What.")
    at: datetime = strawberry.field(description="When you did it, not when you say so.")
    note: str | None = strawberry.field(default=None, description="In your own words.")
    sent_at: datetime | None = strawberry.field(
        default=None,
        description="What your clock shows at this sending, a retry's too: by it we know how far "
        "`at` is off. What a requestId stands for is the same whatever it says.",
    )

    def said(self, *, now: datetime) -> cases.NewAct:
        at = cases.by_our_clock(self.at, sent_at=self.sent_at, now=now)
        return cases.NewAct(self.kind, at, self.note)


@strawberry.input(description="In which case you did what.")
class RecordCareActInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case; a CareCase.")
    act: CareActInput = strawberry.field(description="What you did.")


@strawberry.type(description="It stands in the case.")
class RecordCareActSuccess:
    case_id: strawberry.ID = strawberry.field(description="The case.")
    photo_path: str | None = strawberry.field(
        default=None, description="POST a picture of it here, with your token; JPEG, PNG or WebP."
    )
    settles: bool = strawberry.field(description="After this the case may be closed.")


@strawberry.type(description="It would have been done in the future, or the note is too long.")
class NoSuchCareAct:
    longest_note: int = strawberry.field(description="Characters that a note may have.")


RecordCareActResult = Annotated[
    RecordCareActSuccess | NoSuchCareAct | CareCaseNotFound,
    strawberry.union("RecordCareActResult"),
]


@strawberry.type
class RecordCareActMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "CareCase", open_to=ACTORS),
        under=RESCUE,
        description="Write down what you did. Who acts in an open case takes it; a form that comes "
        "after the end is kept with it.",
    )
    async def record_care_act(self, info: Info, input: RecordCareActInput) -> RecordCareActResult:
        return await once(info, input, perform=lambda: _record(info.context, input), apart=SENT_AT)


async def _record(world: Context, input: RecordCareActInput) -> RecordCareActResult:
    outcome = await cases.record_act(
        world.actor,
        input.act.said(now=world.clock.now()),
        case_id=uuid_of(input.case_id, "CareCase"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case cases.ActRecorded(act_id=act_id, settles=settles):
            path = photo_path(act_id)
            return RecordCareActSuccess(case_id=input.case_id, photo_path=path, settles=settles)
        case cases.NoSuchAct():
            return NoSuchCareAct(longest_note=cases.LONGEST_NOTE)
        case cases.NotYourCase():
            return CareCaseNotFound()
        case unreachable:
            assert_never(unreachable)
