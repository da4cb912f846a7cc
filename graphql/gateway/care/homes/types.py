"""What clients see of the devices in a home."""

from datetime import datetime

import strawberry

from domains.care.public import homes, judgement
from gateway.declarations import Tie
from gateway.global_ids import global_id
from gateway.wording import FOR_DEVELOPERS

strawberry.enum(homes.Room, name="CareRoom", description="Where a device stands in a home.")
strawberry.enum(homes.Health, name="CareDeviceHealth", description="How a device does, in a word.")
strawberry.enum(
    homes.Measure, name="CareMeasure", description="What a device measures, or what calls for help."
)
strawberry.enum(
    homes.Verdict, name="CareMessageVerdict", description="What became of a device's message."
)

MAY_TEND = frozenset({Tie.SELF, Tie.CARE_WORKER, Tie.CARE_CENTRE})
"""Who puts devices up and changes their batteries."""


@strawberry.type(description="There is no such home or device, or it is not yours to tend.")
class CareHomeNotFound:
    message: str = strawberry.field(
        default="There is no such home or device, or it is not yours to tend.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="A place in her home where a device hangs; a swap keeps it.")
class CareSpot:
    id: strawberry.ID = strawberry.field(description="For the appliances of tellCareHousehold.")
    room: homes.Room = strawberry.field(description="Where it is.")
    model: str | None = strawberry.field(
        description="The device that hangs there, as it calls itself; null where it was taken down."
    )
    measures: list[homes.Measure] | None = strawberry.field(
        description="What it told of late; null for whom she lets see less than SENSORS."
    )
    is_appliance: bool = strawberry.field(description="Told to switch itself: no sign of life.")


@strawberry.type(description="A device in a senior's home, and how it does.")
class CareDevice:
    id: strawberry.ID = strawberry.field(description="For startCarePairing and retireCareDevice.")
    spot_id: strawberry.ID = strawberry.field(
        description="The CareSpot at which it stands: a swap keeps it."
    )
    room: homes.Room = strawberry.field(description="Where it stands.")
    model: str = strawberry.field(description="As it calls itself.")
    serial: str = strawberry.field(description="As printed on it.")
    health: homes.Health = strawberry.field(description="The gravest that there is to say.")
    firmware: str | None = strawberry.field(description="Its version; null until it said so.")
    battery: int | None = strawberry.field(description="Percent; null without one.")
    heard_at: datetime | None = strawberry.field(description="Last heard; true to a minute.")
    missing: int = strawberry.field(description="Messages since its last start that never came.")
    refused: int = strawberry.field(description="Messages of the last day that were not believed.")
    paired_at: datetime = strawberry.field(description="Since when it stands here.")


def device_type(state: homes.DeviceState, *, at: datetime) -> CareDevice:
    return CareDevice(
        id=global_id("CareDevice", state.device_id),
        spot_id=global_id("CareSpot", state.spot_id),
        room=state.room,
        model=state.model,
        serial=state.serial,
        health=state.health(at=at),
        firmware=state.firmware,
        battery=state.battery,
        heard_at=state.heard_at,
        missing=state.missing,
        refused=state.refused,
        paired_at=state.paired_at,
    )


def spot_type(view: judgement.SpotView) -> CareSpot:
    return CareSpot(
        id=global_id("CareSpot", view.spot_id),
        room=view.room,
        model=view.model,
        measures=None if view.measures is None else list(view.measures),
        is_appliance=view.is_appliance,
    )
