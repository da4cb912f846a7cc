"""`myRightsCases`, `rightsCase`, `rightsQueue`, `rightsStatistics`."""

from datetime import datetime
from typing import Annotated, assert_never

import strawberry

from domains.governance import public as governance
from domains.governance.public import CaseKind, CaseState, KindStatistics, QueueFilter
from domains.kernel.actor import Role
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import AT_A_DESK, DUTY, OWN_RIGHTS, Everybody, Holding, Oneself
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.governance.open_rights_case import APPLICANT, THE_DESK
from gateway.governance.outcomes import RightsCaseNotYours
from gateway.governance.types import RightsCase, RightsCaseDetail, case_type, detail_type
from gateway.permissions import AnyOf, HasRole, SignedIn

STAFF = AnyOf(HasRole(Role.OFFICER), HasRole(Role.DPO))

RightsCaseResult = Annotated[
    RightsCaseDetail | RightsCaseNotYours, strawberry.union("RightsCaseResult")
]


@strawberry.type(description="How the desk did with one kind of case.")
class RightsStatistics:
    kind: CaseKind = strawberry.field(description="Which right.")
    received: int = strawberry.field(description="Cases that came in.")
    answered: int = strawberry.field(description="Answered with a yes.")
    refused: int = strawberry.field(description="Refused, in whole or in part.")
    in_time: int = strawberry.field(description="Answered before the term was over.")
    overdue: int = strawberry.field(description="Open, and over their term now.")
    on_time_share: float | None = strawberry.field(
        description="In time, of those answered or overdue; null while there are none."
    )


@strawberry.type
class RightsQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=OWN_RIGHTS,
        description="Your own cases and drafts, and those of whom you speak for; newest first.",
    )
    async def my_rights_cases(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[RightsCase]:
        world, page = info.context, page_request(first=first, after=after)
        shown = await governance.my_cases(
            world.actor, limit=page.fetch, before=page.after_id, clock=world.clock
        )
        return page_of(shown, page, key=lambda view: str(view.case_id), node=case_type)

    @query(
        allow=SignedIn(),
        about=Holding("id", "RightsCase", open_to=APPLICANT | AT_A_DESK | THE_DESK),
        under=OWN_RIGHTS,
        description="One case with its texts, steps and copies. The desk's look is audited.",
    )
    async def rights_case(self, info: Info, id: strawberry.ID) -> RightsCaseResult:
        world = info.context
        outcome = await governance.show_case(
            world.actor, case_id=uuid_of(id, "RightsCase"), clock=world.clock, ids=world.ids
        )
        match outcome:
            case governance.CaseDetail():
                return detail_type(outcome, public_url=world.services.public_url)
            case governance.NotYours():
                return RightsCaseNotYours()
            case unreachable:
                assert_never(unreachable)

    @query(
        allow=STAFF,
        about=Everybody(),
        under=DUTY,
        description="What the desk has to do, oldest first; never a case of your own family. Each "
        "look is audited.",
    )
    async def rights_queue(
        self,
        info: Info,
        kind: CaseKind | None = None,
        state: CaseState | None = None,
        assigned_to: strawberry.ID | None = None,
        due_before: datetime | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[RightsCase]:
        world, page = info.context, page_request(first=first, after=after)
        officer = uuid_of(assigned_to, "Person") if assigned_to else None
        shown = await governance.rights_queue(
            world.actor,
            wanted=QueueFilter(kind, state, officer, due_before),
            limit=page.fetch,
            after=page.after_id,
            clock=world.clock,
            ids=world.ids,
        )
        return page_of(shown, page, key=lambda view: str(view.case_id), node=case_type)

    @query(
        allow=STAFF,
        about=Everybody(),
        under=DUTY,
        description="How the desk did with what came in between two moments: counts, no names.",
    )
    async def rights_statistics(
        self, info: Info, since: datetime, until: datetime
    ) -> list[RightsStatistics]:
        world = info.context
        kinds = await governance.rights_statistics(
            world.actor, since=since, until=until, clock=world.clock, ids=world.ids
        )
        return [_statistics(one) for one in kinds]


def _statistics(one: KindStatistics) -> RightsStatistics:
    return RightsStatistics(
        kind=one.kind,
        received=one.received,
        answered=one.answered,
        refused=one.refused,
        in_time=one.in_time,
        overdue=one.overdue,
        on_time_share=one.on_time_share,
    )
