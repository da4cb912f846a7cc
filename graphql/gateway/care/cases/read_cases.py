"""`careCase`, `openCareCases` and how many: for those who have a part in them."""

import strawberry

from domains.care.public import cases
from domains.kernel.actor import Role
from gateway.care.cases.types import CareCase, case_type
from gateway.context import Info
from gateway.declarations import CARERS, RESCUE, Holding, Oneself, Opening, Tie
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.permissions import SignedIn

SEE_A_CASE: frozenset[Opening] = CARERS | {Tie.SELF, Role.OPERATOR}


@strawberry.type
class CareCaseQuery:
    @query(
        allow=SignedIn(),
        about=Holding("caseId", "CareCase", open_to=SEE_A_CASE),
        under=RESCUE,
        description="One case with all that happened in it; null if there is none for you. The "
        "look is audited.",
    )
    async def care_case(self, info: Info, case_id: strawberry.ID) -> CareCase | None:
        world = info.context
        found = await cases.show_case(
            world.actor, case_id=uuid_of(case_id, "CareCase"), clock=world.clock, ids=world.ids
        )
        if not isinstance(found, cases.CaseView):
            return None
        return case_type(found, reader=world.actor.person_id, locale=world.locale)

    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=RESCUE,
        description="Open cases in which you may do something, as guardian, care worker, centre or "
        "control room: the gravest first, a hundred at most. Each one shown is audited.",
    )
    async def open_care_cases(self, info: Info) -> list[CareCase]:
        world = info.context
        found = await cases.open_cases(world.actor, clock=world.clock, ids=world.ids)
        return [
            case_type(view, reader=world.actor.person_id, locale=world.locale)
            for view in found.shown
        ]

    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=RESCUE,
        description="How many open cases there are in which you may do something: whoever shows "
        "`openCareCases` says how many more there are.",
    )
    async def open_care_case_count(self, info: Info) -> int:
        world = info.context
        return await cases.count_open_cases(world.actor, clock=world.clock)
