"""`registerPushDevice`: this installation may be pushed to."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.identity.public import Platform
from domains.kernel.errors import Unauthenticated
from gateway.context import Info
from gateway.declarations import SERVICE, Oneself
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.global_ids import global_id
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.plain_text import plain_text

LONGEST_TOKEN, LONGEST_NAME = 512, 80


@strawberry.enum(description="Which kind of installation receives pushes.")
class PushPlatform(StrEnum):
    ANDROID = Platform.ANDROID.value
    IOS = Platform.IOS.value
    WEB = Platform.WEB.value


@strawberry.input(description="Send it again whenever the push service gives a new token.")
class RegisterPushDeviceInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    platform: PushPlatform = strawberry.field(description="What is installed.")
    push_token: str = strawberry.field(description="The FCM registration token.")
    name: str = strawberry.field(
        description="How the family will recognise it, such as the phone's model."
    )


@strawberry.type(description="Pushes for you go here from now on, and nowhere else by this token.")
class RegisterPushDeviceSuccess:
    device_id: strawberry.ID = strawberry.field(description="For revokeDevice.")


RegisterPushDeviceResult = Annotated[
    RegisterPushDeviceSuccess, strawberry.union("RegisterPushDeviceResult")
]


@strawberry.type
class RegisterPushDeviceMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Make this installation reachable. A token belongs to one person: the last "
        "who registered it, so a phone that changes hands rings for nobody else.",
    )
    async def register_push_device(
        self, info: Info, input: RegisterPushDeviceInput
    ) -> RegisterPushDeviceResult:
        return await once(info, input, perform=lambda: _register(info, input))


async def _register(info: Info, input: RegisterPushDeviceInput) -> RegisterPushDeviceSuccess:
    world = info.context
    if world.actor.person_id is None:
        raise Unauthenticated
    if input.platform is PushPlatform.WEB:
        raise RequestRefused("Browsers subscribe by registerWebPush.", code="BAD_USER_INPUT")
    device = await identity.register_push_device(
        person_id=world.actor.person_id,
        platform=Platform(input.platform),
        push_token=_token(input.push_token),
        name=plain_text(input.name, what="A device's name", longest=LONGEST_NAME),
        clock=world.clock,
        ids=world.ids,
    )
    return RegisterPushDeviceSuccess(device_id=global_id("Device", device.device_id))


def _token(said: str) -> str:
    if not (1 <= len(said) <= LONGEST_TOKEN and said.isascii() and said.isprintable()):
        raise RequestRefused("This is no registration token.", code="BAD_USER_INPUT")
    return said
