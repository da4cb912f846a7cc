"""`startCarePairing`, `retireCareDevice`: devices come into a home, and go."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care.public import homes
from domains.consent.public import Purpose
from gateway.care.homes.types import MAY_TEND, CareHomeNotFound
from gateway.commute.types import ConsentNotStanding, consent_type
from gateway.context import Context, Info
from gateway.declarations import Consent, Holding, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="For which home a new device is, and where it will stand.")
class StartCarePairingInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    senior_id: strawberry.ID = strawberry.field(description="Whose home; a Person.")
    room: homes.Room = strawberry.field(description="Where it will stand.")
    replaces_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="A CareDevice of this home whose place it takes, with all that was told there.",
    )


@strawberry.input(description="Which device is no longer to be believed.")
class RetireCareDeviceInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    home_device_id: strawberry.ID = strawberry.field(description="A CareDevice.")


@strawberry.type(description="Type or scan the code into the device: it is good once, and soon.")
class StartCarePairingSuccess:
    code: str = strawberry.field(description="Shown this once.")
    expires_at: datetime = strawberry.field(description="Then another must be asked for.")


@strawberry.type(description="No device of this home that is in use: nothing to take the place of.")
class CareDeviceNotInUse:
    message: str = strawberry.field(
        default="No device of this home that is in use: nothing to take the place of.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="From now on nothing that it says is believed.")
class RetireCareDeviceSuccess:
    changed: bool = strawberry.field(description="False where it was retired before.")


StartCarePairingResult = Annotated[
    StartCarePairingSuccess | CareHomeNotFound | ConsentNotStanding | CareDeviceNotInUse,
    strawberry.union("StartCarePairingResult"),
]
RetireCareDeviceResult = Annotated[
    RetireCareDeviceSuccess | CareHomeNotFound, strawberry.union("RetireCareDeviceResult")
]


@strawberry.type
class CareDeviceMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.seniorId", open_to=MAY_TEND),
        under=Consent(Purpose.CARE_HOME_SENSORS),
        description="A code by which a new device becomes one of this home: as the senior, as her "
        "care worker or as her centre.",
    )
    async def start_care_pairing(
        self, info: Info, input: StartCarePairingInput
    ) -> StartCarePairingResult:
        return await once(info, input, perform=lambda: _start(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Holding("input.homeDeviceId", "CareDevice", open_to=MAY_TEND),
        under=Consent(Purpose.CARE_HOME_SENSORS),
        description="A device is taken down, lost or stolen.",
    )
    async def retire_care_device(
        self, info: Info, input: RetireCareDeviceInput
    ) -> RetireCareDeviceResult:
        return await once(info, input, perform=lambda: _retire(info.context, input))


async def _start(world: Context, input: StartCarePairingInput) -> StartCarePairingResult:
    replaces = input.replaces_id
    outcome = await homes.start_pairing(
        world.actor,
        senior_id=uuid_of(input.senior_id, "Person"),
        room=input.room,
        replaces=None if replaces is None else uuid_of(replaces, "CareDevice"),
        within=world.services.pairing_within,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case homes.PairingStarted(code=code, expires_at=expires_at):
            return StartCarePairingSuccess(code=code, expires_at=expires_at)
        case homes.SensorsNotWanted():
            return consent_type(Purpose.CARE_HOME_SENSORS)
        case homes.NoSuchDevice():
            return CareDeviceNotInUse()
        case homes.NotYourHome():
            return CareHomeNotFound()
        case unreachable:
            assert_never(unreachable)


async def _retire(world: Context, input: RetireCareDeviceInput) -> RetireCareDeviceResult:
    device_id = uuid_of(input.home_device_id, "CareDevice")
    outcome = await homes.retire_device(world.actor, device_id, clock=world.clock, ids=world.ids)
    match outcome:
        case homes.DeviceRetired(changed=changed):
            return RetireCareDeviceSuccess(changed=changed)
        case homes.NotYourHome():
            return CareHomeNotFound()
        case unreachable:
            assert_never(unreachable)
