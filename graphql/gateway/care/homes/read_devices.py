"""`careDevices`: the devices in a senior's home, and how each does."""

import strawberry

from domains.care.public import homes
from domains.consent.public import Purpose
from gateway.care.homes.types import MAY_TEND, CareDevice, device_type
from gateway.context import Info
from gateway.declarations import Consent, Subject
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.permissions import SignedIn


@strawberry.type
class CareDevicesQuery:
    @query(
        allow=SignedIn(),
        about=Subject("seniorId", open_to=MAY_TEND),
        under=Consent(Purpose.CARE_HOME_SENSORS),
        description="The devices in use in a senior's home, for her and those who tend them; null "
        "where that is not you. Each look is traced.",
    )
    async def care_devices(self, info: Info, senior_id: strawberry.ID) -> list[CareDevice] | None:
        world = info.context
        shown = await homes.show_devices(
            world.actor, uuid_of(senior_id, "Person"), clock=world.clock, ids=world.ids
        )
        if isinstance(shown, homes.NotYourHome):
            return None
        return [device_type(state, at=world.clock.now()) for state in shown]
