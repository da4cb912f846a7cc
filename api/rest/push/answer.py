"""`POST /push/answer`: a senior answers her question under the push, on a phone that is locked.

What proves her is what proves a seen-receipt (`seen.py`): the installation's push token. What
gives leave to answer is the event itself: its id can be guessed by nobody, it went to this
installation, and it names one question, which takes each answer once and none after its day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from math import ceil
from types import MappingProxyType
from typing import Final
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tortoise.transactions import in_transaction

from api.rest.ingest.read_body import read_body
from api.rest.push.seen import RETRY_AFTER_S, installation_token
from domains.care.public import check_ins
from domains.identity import public as identity
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.database import OUTAGES
from infra.rate_limit import Pace
from notifications import public as notifications

PATH: Final = "/push/answer"
LARGEST_BODY: Final = 8 * 1024

MEANINGS: Final[Mapping[str, check_ins.Meaning]] = MappingProxyType(
    {"fine": check_ins.Meaning.FINE, "help": check_ins.Meaning.HELP}
)
"""The two buttons."""

TAKEN, UNKNOWN_TOKEN, NO_QUESTION, TOO_LATE = 204, 401, 404, 410


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was said, well formed. `at` is when, by the phone's own clock."""

    token: str
    event_id: UUID
    meaning: check_ins.Meaning
    at: datetime | None


def answer_route(*, clock: Clock, ids: Ids, pace: Pace) -> Route:
    """The route; `pace` is how often one installation may come to this process."""

    async def answer(request: Request) -> Response:
        body = await read_body(request, limit=LARGEST_BODY)
        if body is None:
            return Response(status_code=413)
        pressed = read_pressed(body)
        if pressed is None:
            return Response(status_code=400)
        wait_s = pace.wait_s(sha256(pressed.token.encode()).digest())
        if wait_s:
            return Response(status_code=429, headers={"retry-after": str(ceil(wait_s))})
        try:
            return Response(status_code=await _take(pressed, clock=clock, ids=ids))
        except OUTAGES:
            return Response(status_code=503, headers={"retry-after": str(RETRY_AFTER_S)})

    return Route(PATH, answer, methods=["POST"], name="push_answer")


def read_pressed(body: bytes) -> Pressed | None:
    """`{"token", "event_id", "answer": "fine" | "help", "at"?}`; None for anything else."""
    try:
        said = orjson.loads(body)
        token, event_id = installation_token(said["token"]), UUID(said["event_id"])
        meaning, at = MEANINGS[said["answer"]], said.get("at")
        pressed_at = datetime.fromisoformat(at) if at is not None else None
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
        return None
    if pressed_at is not None and pressed_at.tzinfo is None:
        return None
    return Pressed(token, event_id, meaning, pressed_at)


async def _take(pressed: Pressed, *, clock: Clock, ids: Ids) -> int:
    device = await identity.push_device_with(pressed.token)
    if device is None:
        return UNKNOWN_TOKEN
    async with in_transaction():
        status = await _hear(pressed, device, clock=clock, ids=ids)
        await notifications.mark_seen(
            device.person_id,
            device_id=device.device_id,
            event_ids=[pressed.event_id],
            opened=True,
            clock=clock,
            ids=ids,
        )
    return status


async def _hear(pressed: Pressed, device: identity.PushDevice, *, clock: Clock, ids: Ids) -> int:
    tag = await notifications.told_here(
        device.person_id, device_id=device.device_id, event_id=pressed.event_id
    )
    check_in_id = notifications.check_in_of(tag) if tag is not None else None
    if check_in_id is None:
        return NO_QUESTION
    answer = check_ins.Answer(
        meaning=pressed.meaning,
        way=check_ins.Way.NOTIFICATION,
        reference=pressed.event_id,
        said_at=pressed.at,
    )
    heard = await check_ins.answer_as(device.person_id, check_in_id, answer, clock=clock, ids=ids)
    if isinstance(heard, check_ins.NotYourQuestion):
        return NO_QUESTION
    return TOO_LATE if heard.effect is check_ins.Effect.TOO_LATE else TAKEN
