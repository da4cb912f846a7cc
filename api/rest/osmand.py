"""`GET|POST /ingest/osmand`: Traccar Client of any version, and OsmAnd's online tracking.

These apps know one free-text device identifier, so the credential travels in it as
`<device id>.<secret>`; an app that can send HTTP Basic may do that instead.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.rest.ingest.answers import Dialect
from api.rest.ingest.credentials import basic_credential, identifier_credential
from api.rest.ingest.door import Heard, PositionDoor
from api.rest.ingest.hear_osmand import hear_osmand
from api.rest.ingest.hear_traccar import hear_traccar
from api.rest.ingest.read_body import read_body
from api.rest.ingest.read_values import read_json
from domains.identity.public import DeviceCredential
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable

PATH = "/ingest/osmand"
MOST_PARAMETERS = 100

DIALECT = Dialect(media_type="text/plain", ok=b"", stop=b"")

Said = Mapping[str, Any]


def osmand_route(door: PositionDoor, clock: Clock, *, most: int) -> Route:
    """The route over the given door, for at most `most` positions a request.

    A point without a time is from `clock`'s now.
    """

    async def receive(request: Request) -> Response:
        body = await read_body(request)
        if body is None:
            return DIALECT.too_large()
        said = _understand(request, body)
        credential = _credential(request, said)
        if credential is None:
            return DIALECT.unknown()
        heard = _hear(said, clock)
        if len(heard) > most:
            return DIALECT.too_large()
        try:
            outcome = await door.accept(credential=credential, fixes=heard.fixes)
        except Unavailable:
            return DIALECT.unavailable()
        return DIALECT.answer(outcome, heard)

    return Route(PATH, receive, methods=["GET", "POST"], name="ingest_osmand")


def _understand(request: Request, body: bytes) -> Said:
    """What was said: a JSON object, else the parameters of query and form together."""
    if body.lstrip().startswith(b"{"):
        said = read_json(body)
        return said if isinstance(said, dict) else {}
    return {**_parameters(body.decode(errors="replace")), **_parameters(request.url.query)}


def _parameters(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS))
    except ValueError:
        return {}


def _credential(request: Request, said: Said) -> DeviceCredential | None:
    for name in ("id", "deviceid", "device_id"):
        if name in said:
            return identifier_credential(said[name])
    return basic_credential(request.headers.get("authorization"))


def _hear(said: Said, clock: Clock) -> Heard:
    if isinstance(said.get("location"), dict | list):
        return hear_traccar(dict(said))
    return hear_osmand({name: str(value) for name, value in said.items()}, now=clock.now())
