"""`registerWebPush` and `webPushKey`: a browser may be pushed to."""

from typing import Annotated
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.identity.public import Platform
from domains.kernel.errors import Unauthenticated
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Nobody, Oneself
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation, query
from gateway.global_ids import global_id
from gateway.once import REQUEST_ID, once
from gateway.permissions import Anyone, SignedIn
from gateway.plain_text import plain_text
from notifications.public import NoSubscription, web_push_address

LONGEST_NAME = 80


@strawberry.input(description="What `PushSubscription.toJSON()` gives.")
class RegisterWebPushInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    endpoint: str = strawberry.field(description="Where the browser's push service takes pushes.")
    p256dh: str = strawberry.field(description="The browser's public key, base64url.")
    auth: str = strawberry.field(description="The browser's secret, base64url.")
    name: str = strawberry.field(
        description="How its owner will recognise it, such as the browser's name."
    )


@strawberry.type(description="Pushes for you go here from now on.")
class RegisterWebPushSuccess:
    device_id: strawberry.ID = strawberry.field(description="For revokeDevice.")


RegisterWebPushResult = Annotated[RegisterWebPushSuccess, strawberry.union("RegisterWebPushResult")]


@strawberry.type
class WebPushQuery:
    @query(
        allow=Anyone(),
        about=Nobody(),
        description="Our public key (VAPID, RFC 8292), base64url: `applicationServerKey` of "
        "`pushManager.subscribe`. It never changes while a browser is subscribed.",
    )
    async def web_push_key(self, info: Info) -> str:
        return info.context.services.web_push.public_key


@strawberry.type
class RegisterWebPushMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Make this browser reachable. A subscription belongs to one person: the last "
        "who registered it.",
    )
    async def register_web_push(
        self, info: Info, input: RegisterWebPushInput
    ) -> RegisterWebPushResult:
        return await once(info, input, perform=lambda: _register(info.context, input))


async def _register(world: Context, said: RegisterWebPushInput) -> RegisterWebPushSuccess:
    if world.actor.person_id is None:
        raise Unauthenticated
    device = await identity.register_push_device(
        person_id=world.actor.person_id,
        platform=Platform.WEB,
        push_token=_address(world, said),
        name=plain_text(said.name, what="A browser's name", longest=LONGEST_NAME),
        clock=world.clock,
        ids=world.ids,
    )
    return RegisterWebPushSuccess(device_id=global_id("Device", device.device_id))


def _address(world: Context, said: RegisterWebPushInput) -> str:
    """Our machines go where it leads: nowhere but to a push service on the open internet."""
    try:
        return web_push_address(
            endpoint=said.endpoint,
            p256dh=said.p256dh,
            auth=said.auth,
            allow_local=world.services.web_push.allow_local,
        )
    except NoSubscription as wrong:
        raise RequestRefused(f"This is no subscription: {wrong}.", code="BAD_USER_INPUT") from wrong
