"""`POST /push/seen`: an installation says that its owner saw what it showed.

For an app whose session cannot be opened (a locked phone, a browser's service worker), so that an
alarm that was seen goes no further. What proves the installation is its push token: only itself,
its push service and we know it, it has it wherever it can show a notification, and it dies with
the registration. A signed token in each message would have made every message of a campaign
another one; a secret of its own would have to be kept where a locked phone can read it, as this
one is. Whoever stole it could do no more with it than to say that what was sent there, by event
ids that nobody can guess, was seen.
"""

from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.rest.ingest.read_body import read_body
from domains.identity import public as identity
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.database import OUTAGES
from infra.rate_limit import Pace
from notifications import public as notifications

PATH = "/push/seen"
LARGEST_BODY = 16 * 1024
"""A hundred event ids and the longest token."""
RETRY_AFTER_S = 15


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was said, well formed."""

    token: str
    event_ids: list[UUID]
    opened: bool


def seen_route(*, clock: Clock, ids: Ids, pace: Pace) -> Route:
    """The route; `pace` is how often one installation may come to this process."""

    async def seen(request: Request) -> Response:
        body = await read_body(request, limit=LARGEST_BODY)
        if body is None:
            return Response(status_code=413)
        receipt = read_receipt(body)
        if receipt is None:
            return Response(status_code=400)
        wait_s = pace.wait_s(sha256(receipt.token.encode()).digest())
        if wait_s:
            return Response(status_code=429, headers={"retry-after": str(ceil(wait_s))})
        try:
            known = await _take(receipt, clock=clock, ids=ids)
        except OUTAGES:
            return Response(status_code=503, headers={"retry-after": str(RETRY_AFTER_S)})
        return Response(status_code=204 if known else 401)

    return Route(PATH, seen, methods=["POST"], name="push_seen")


def read_receipt(body: bytes) -> Receipt | None:
    """`{"token", "event_ids": [...], "opened"?}`; None for anything else, or too many events."""
    try:
        said = orjson.loads(body)
        events = [UUID(event) for event in said["event_ids"]]
        token, opened = installation_token(said["token"]), said.get("opened", False)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
        return None
    if not isinstance(opened, bool) or not 1 <= len(events) <= notifications.SEEN_AT_MOST:
        return None
    return Receipt(token, events, opened)


def installation_token(said: object) -> str:
    """A token as it is; a browser's subscription as its JSON, in the one form that we keep.

    Raises KeyError, TypeError or ValueError.
    """
    if isinstance(said, dict):
        keys = {name: str(said["keys"][name]) for name in ("auth", "p256dh")}
        return orjson.dumps({"endpoint": str(said["endpoint"]), "keys": keys}).decode()
    if not isinstance(said, str) or not said or "\0" in said:
        raise ValueError("no token")
    return said


async def _take(receipt: Receipt, *, clock: Clock, ids: Ids) -> bool:
    """False for a token that reaches nobody."""
    device = await identity.push_device_with(receipt.token)
    if device is None:
        return False
    await notifications.mark_seen(
        device.person_id,
        device_id=device.device_id,
        event_ids=receipt.event_ids,
        opened=receipt.opened,
        clock=clock,
        ids=ids,
    )
    return True
