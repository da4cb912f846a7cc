"""`erasurePreview` and `carryOutErasure`: see what would go and what would stay, then decide."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.governance import public as governance
from domains.governance.public import Obstacle
from gateway.consent.erasure_types import ErasedData, KeptData, kept_type
from gateway.context import Info
from gateway.declarations import OWN_RIGHTS, Holding, Subject
from gateway.fields import mutation, query
from gateway.global_ids import global_id, uuid_of
from gateway.governance.open_rights_case import APPLICANT, ASKERS, THE_DESK
from gateway.governance.outcomes import RightsCaseNotYours, RightsStepNotPossible
from gateway.once import REQUEST_ID
from gateway.permissions import Fresh, SignedIn

strawberry.enum(
    Obstacle, name="ErasureObstacle", description="What must be handed over before an erasure."
)

DECIDERS = ASKERS | THE_DESK


@strawberry.type(description="What an erasure would do. Nothing was changed.")
class ErasurePreview:
    goes: list[ErasedData] = strawberry.field(description="What would be destroyed.")
    kept: list[KeptData] = strawberry.field(description="What the law keeps, and how long.")
    obstacles: list[Obstacle] = strawberry.field(description="What must be cleared first.")


@strawberry.input(description="An erasure that is decided.")
class CarryOutErasureInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case of deletion.")


@strawberry.type(description="The person is erased. Nothing is left but `kept`.")
class CarryOutErasureSuccess:
    case_id: strawberry.ID = strawberry.field(description="The case, which stays as a number.")
    kept: list[KeptData] = strawberry.field(description="What the law keeps, and how long.")


@strawberry.type(description="Somebody would be left alone. Nothing was changed.")
class ErasureHindered:
    obstacles: list[Obstacle] = strawberry.field(description="What must be cleared first.")


ErasurePreviewResult = Annotated[
    ErasurePreview | RightsCaseNotYours, strawberry.union("ErasurePreviewResult")
]
CarryOutErasureResult = Annotated[
    CarryOutErasureSuccess | ErasureHindered | RightsStepNotPossible | RightsCaseNotYours,
    strawberry.union("CarryOutErasureResult"),
]


@strawberry.type
class ErasureQuery:
    @query(
        allow=SignedIn(),
        about=Subject("subjectId", open_to=DECIDERS),
        under=OWN_RIGHTS,
        description="What an erasure of this person would destroy and what the law would keep.",
    )
    async def erasure_preview(self, info: Info, subject_id: strawberry.ID) -> ErasurePreviewResult:
        world = info.context
        outcome = await governance.preview_erasure(
            world.actor,
            subject_id=uuid_of(subject_id, "Person"),
            exporters=world.services.rights.exporters,
            erasers=world.services.rights.erasers(world.clock, world.ids),
            clock=world.clock,
            ids=world.ids,
        )
        match outcome:
            case governance.ErasurePreview():
                return ErasurePreview(
                    goes=[ErasedData(what=one.what, rows=one.rows) for one in outcome.goes],
                    kept=[kept_type(one) for one in outcome.kept],
                    obstacles=sorted(outcome.obstacles),
                )
            case governance.NotYours():
                return RightsCaseNotYours()
            case unreachable:
                assert_never(unreachable)


@strawberry.type
class CarryOutErasureMutation:
    @mutation(
        allow=Fresh(SignedIn()),
        about=Holding("input.caseId", "RightsCase", open_to=APPLICANT | THE_DESK),
        under=OWN_RIGHTS,
        description="Erase the person of a deletion case, for good. Every session ends with it, so "
        "a retry meets nobody; the answer lists what the law keeps.",
    )
    async def carry_out_erasure(
        self, info: Info, input: CarryOutErasureInput
    ) -> CarryOutErasureResult:
        world = info.context
        outcome = await governance.carry_out_erasure(
            world.actor,
            case_id=uuid_of(input.case_id, "RightsCase"),
            erasers=world.services.rights.erasers(world.clock, world.ids),
            clock=world.clock,
            ids=world.ids,
        )
        match outcome:
            case governance.Erased(case_id=case_id, kept=kept):
                return CarryOutErasureSuccess(
                    case_id=global_id("RightsCase", case_id),
                    kept=[kept_type(one) for one in kept],
                )
            case governance.Hindered(obstacles=obstacles):
                return ErasureHindered(obstacles=sorted(obstacles))
            case governance.NotPossible(state=state):
                return RightsStepNotPossible(state=state)
            case governance.NotYours():
                return RightsCaseNotYours()
            case unreachable:
                assert_never(unreachable)
