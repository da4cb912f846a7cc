"""`POST /ingest/home`: what a home says, where its network lets no MQTT through; and its pairing.

A line is a message (`mobile_contracts/home`), signed as over MQTT; the device's id and password
come as `Authorization: Basic`. Every answer of 200 is final for every line of it.
"""

import base64
from typing import Any, assert_never

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.middleware.rate_limits import visitor_of
from api.rest.ingest.credentials import basic_credential
from api.rest.ingest.door import TooMany, UnknownDevice
from api.rest.ingest.home_door import Heard, HomePostDoor
from api.rest.ingest.read_body import read_body
from domains.care.public import homes
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable
from domains.kernel.ids import Ids
from infra.database import OUTAGES
from infra.mqtt.topics import topic_of

MESSAGES, PAIRING = "/ingest/home", "/ingest/home/pair"
MOST = 200
"""Messages in one request."""
LARGEST_BODY = MOST * 1024
RETRY_AFTER_S = 15
CHALLENGE = {"www-authenticate": 'Basic realm="Osan Talk home", charset="UTF-8"'}


def home_route(door: HomePostDoor) -> Route:
    """Messages of a device, one a line."""

    async def receive(request: Request) -> Response:
        sender = basic_credential(request.headers.get("authorization"))
        if sender is None:
            return Response(status_code=401, headers=CHALLENGE)
        body = await read_body(request, limit=LARGEST_BODY)
        lines = [line for line in (body or b"").split(b"\n") if line.strip()]
        if body is None or len(lines) > MOST:
            return Response(status_code=413, headers={"connection": "close"})
        try:
            answer = await door.hear(sender, lines, address=visitor_of(request.scope))
        except Unavailable:
            return Response(status_code=503, headers={"retry-after": str(RETRY_AFTER_S)})
        match answer:
            case Heard(verdicts=verdicts):
                return JSONResponse({"verdicts": verdicts})
            case UnknownDevice():
                return Response(status_code=401, headers=CHALLENGE)
            case TooMany(retry_after_s=seconds):
                return Response(status_code=429, headers={"retry-after": str(seconds)})
            case unreachable:
                assert_never(unreachable)

    return Route(MESSAGES, receive, methods=["POST"], name="ingest_home")


def pairing_route(*, keys: homes.DeviceKeys, broker: str | None, clock: Clock, ids: Ids) -> Route:
    """A code for an identity: told once, in the answer."""

    async def pair(request: Request) -> Response:
        asked = _read(await read_body(request, limit=2048))
        if asked is None:
            return Response(status_code=400)
        code, new = asked
        try:
            paired = await homes.pair_device(code, new, keys=keys, clock=clock, ids=ids)
        except OUTAGES:
            return Response(status_code=503, headers={"retry-after": str(RETRY_AFTER_S)})
        match paired:
            case homes.DevicePaired():
                headers = {"cache-control": "no-store"}
                return JSONResponse(_identity(paired, broker), 201, headers)
            case homes.CodeOfNoUse():
                return Response(status_code=403)
            case unreachable:
                assert_never(unreachable)

    return Route(PAIRING, pair, methods=["POST"], name="pair_home_device")


def _read(body: bytes | None) -> tuple[str, homes.NewDevice] | None:
    try:
        said: Any = orjson.loads(body or b"")
        code, serial, model = said["code"], said["serial"], said["model"]
        shows_life = said["shows_life"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
    words = (code, serial, model)
    fits = all(homes.is_name(word, longest=60) for word in words)
    if not fits or not isinstance(shows_life, bool):
        return None
    return code, homes.NewDevice(serial=serial, model=model, shows_life=shows_life)


def _identity(paired: homes.DevicePaired, broker: str | None) -> dict[str, object]:
    return {
        "device_id": str(paired.device_id),
        "password": paired.password,
        "signing_key": base64.b64encode(paired.signing_key).decode(),
        "broker": broker,
        "topic": topic_of(paired.device_id),
    }
