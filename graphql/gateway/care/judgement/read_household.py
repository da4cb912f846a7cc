"""`careHousehold`: known noise of a home as it was told, and the spots of which it can be told."""

from datetime import datetime

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.homes.types import CareSpot, spot_type
from gateway.care.people.pause_care import MAY_PAUSE
from gateway.context import Info
from gateway.declarations import Consent, Subject
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.permissions import SignedIn


@strawberry.type(description="What stirs by itself where she lives, as it was told.")
class CareHousehold:
    senior_id: strawberry.ID = strawberry.field(description="Who lives there; a Person.")
    has_pet: bool | None = strawberry.field(
        description="Whether a cat or a dog walks about; null until somebody says. It is told of "
        "her: when she moves it goes with her."
    )
    told_at: datetime | None = strawberry.field(description="When it was told last.")
    spots: list[CareSpot] = strawberry.field(
        description="Of where she lives now; empty until something is hung there."
    )


@strawberry.type
class CareHouseholdQuery:
    @query(
        allow=SignedIn(),
        about=Subject("seniorId", open_to=MAY_PAUSE),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Pets, and what hangs where, for whoever may tell it anew; null where that is "
        "not you. Each look is traced.",
    )
    async def care_household(self, info: Info, senior_id: strawberry.ID) -> CareHousehold | None:
        world = info.context
        shown = await care.judgement.show_household(
            world.actor, uuid_of(senior_id, "Person"), clock=world.clock, ids=world.ids
        )
        return None if shown is None else _household(shown)


def _household(view: care.judgement.HouseholdView) -> CareHousehold:
    return CareHousehold(
        senior_id=global_id("Person", view.senior_id),
        has_pet=view.has_pet,
        told_at=view.told_at,
        spots=[spot_type(spot) for spot in view.spots],
    )
