"""`revokeDevice`: lost, sold or no longer trusted."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.kernel.actor import Role
from gateway.context import Info
from gateway.declarations import SEERS, SERVICE, Holding
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="A device of yours or of your child.")
class RevokeDeviceInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    device_id: strawberry.ID = strawberry.field(description="As in myDevices.")


@strawberry.type(description="It is neither pushed to nor believed from now on.")
class RevokeDeviceSuccess:
    device_id: strawberry.ID = strawberry.field(description="As in myDevices.")


@strawberry.type(description="No device in your care has this id.")
class DeviceNotFound:
    message: str = strawberry.field(
        default="No device in your care has this id.", description=FOR_DEVELOPERS
    )


RevokeDeviceResult = Annotated[
    RevokeDeviceSuccess | DeviceNotFound, strawberry.union("RevokeDeviceResult")
]


@strawberry.type
class RevokeDeviceMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.deviceId", "Device", open_to=SEERS | {Role.OPERATOR}),
        under=SERVICE,
        description="Stop a device at once: its secret and its push token work no more. "
        "Revoking again changes nothing.",
    )
    async def revoke_device(self, info: Info, input: RevokeDeviceInput) -> RevokeDeviceResult:
        return await once(info, input, perform=lambda: _revoke(info, input))


async def _revoke(info: Info, input: RevokeDeviceInput) -> RevokeDeviceResult:
    world = info.context
    outcome = await identity.revoke_device(
        actor=world.actor,
        device_id=uuid_of(input.device_id, "Device"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case identity.Revoked():
            return RevokeDeviceSuccess(device_id=input.device_id)
        case identity.MayNotRevoke():
            return DeviceNotFound()
        case unreachable:
            assert_never(unreachable)
