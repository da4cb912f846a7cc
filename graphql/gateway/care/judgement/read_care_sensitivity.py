"""`careSensitivity`: the modes in force in a dong, and the bounds that its centre set."""

from datetime import datetime

import strawberry

from domains.care import public as care
from domains.kernel.errors import Forbidden
from gateway.context import Info
from gateway.declarations import DUTY, Holding, Tie
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK


@strawberry.type(description="A mode in force.")
class CareMode:
    id: strawberry.ID = strawberry.field(description="For endCareMode.")
    kind: care.judgement.ModeKind = strawberry.field(description="Why.")
    since: datetime = strawberry.field(description="From when on.")
    until: datetime = strawberry.field(description="It ends by itself then.")


@strawberry.type(description="The bounds of one limit, in its unit.")
class CareBound:
    limit: care.judgement.Limit = strawberry.field(description="Which.")
    usual: float = strawberry.field(description="Where nothing was learnt.")
    least: float = strawberry.field(description="Never below.")
    most: float = strawberry.field(description="Never above.")


@strawberry.type(description="How closely a dong is looked after.")
class CareSensitivity:
    centre_id: strawberry.ID = strawberry.field(description="For setCareBound; a Unit.")
    modes: list[CareMode] = strawberry.field(description="In force now.")
    bounds: list[CareBound] = strawberry.field(description="Of every limit.")


@strawberry.type
class CareSensitivityQuery:
    @query(
        allow=AT_THE_DESK,
        about=Holding("dongId", "Unit", open_to=frozenset({Tie.CARE_CENTRE})),
        under=DUTY,
        description="Modes and bounds of a dong: for the centre that serves it.",
    )
    async def care_sensitivity(self, info: Info, dong_id: strawberry.ID) -> CareSensitivity:
        world = info.context
        found = await care.judgement.sensitivity_of(
            world.actor, uuid_of(dong_id, "Unit"), clock=world.clock
        )
        if found is None:
            raise Forbidden
        return CareSensitivity(
            centre_id=global_id("Unit", found.centre_id),
            modes=[_mode(row) for row in found.modes],
            bounds=[_bound(limit, bound) for limit, bound in found.bounds.items()],
        )


def _mode(row: care.judgement.ModeView) -> CareMode:
    return CareMode(
        id=global_id("CareMode", row.mode_id), kind=row.kind, since=row.since, until=row.until
    )


def _bound(limit: care.judgement.Limit, bound: care.judgement.Bound) -> CareBound:
    return CareBound(limit=limit, usual=bound.usual, least=bound.least, most=bound.most)
