"""`mistrustedDevices`: in whose name something was sent that was not believed."""

from datetime import datetime

import strawberry

from domains.care.public import homes
from domains.kernel.actor import Role
from gateway.context import Info
from gateway.declarations import SERVICE, Everybody
from gateway.fields import query
from gateway.global_ids import global_id
from gateway.permissions import HasRole


@strawberry.type(description="A device, a reason, an hour; nothing that was sent changed anything.")
class MistrustedDevice:
    device_id: strawberry.ID = strawberry.field(
        description="As it was named; the nil id for devices that do not exist."
    )
    why: homes.Verdict = strawberry.field(description="What was wrong.")
    hour: datetime = strawberry.field(description="When the hour began.")
    times: int = strawberry.field(description="How many messages.")


@strawberry.type
class MistrustedDevicesQuery:
    @query(
        allow=HasRole(Role.OPERATOR),
        about=Everybody(),
        under=SERVICE,
        description="Messages of the last week that were not believed, by device and hour, newest "
        "first. It names no person and leads to none.",
    )
    async def mistrusted_devices(self, info: Info) -> list[MistrustedDevice]:
        world = info.context
        shown = await homes.show_mistrusts(world.actor, clock=world.clock)
        return [
            MistrustedDevice(
                device_id=global_id("CareDevice", view.device_id),
                why=view.why,
                hour=view.hour,
                times=view.times,
            )
            for view in shown
        ]
