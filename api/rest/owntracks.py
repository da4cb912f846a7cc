"""`POST /ingest/owntracks`: OwnTracks in HTTP mode, as the apps come from the stores.

The app's user name is the device id and its password the device's secret; the headers
`X-Limit-U` and `X-Limit-D` repeat names the app was given and prove nothing.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.rest.ingest.answers import Dialect
from api.rest.ingest.credentials import basic_credential
from api.rest.ingest.door import PositionDoor
from api.rest.ingest.hear_owntracks import hear_owntracks
from api.rest.ingest.read_body import read_body
from domains.kernel.errors import Unavailable

PATH = "/ingest/owntracks"

NO_COMMANDS = b"[]"
"""The answer is an array of messages for the app; it must be JSON even when there are none."""

GO_QUIET = (
    b'[{"_type":"cmd","action":"setConfiguration",'
    b'"configuration":{"_type":"configuration","monitoring":-1}}]'
)
"""Stop reporting; obeyed where the app's remote configuration is switched on."""

DIALECT = Dialect(media_type="application/json", ok=NO_COMMANDS, stop=GO_QUIET)


def owntracks_route(door: PositionDoor, *, most: int) -> Route:
    """The route over the given door, for at most `most` positions a request."""

    async def receive(request: Request) -> Response:
        credential = basic_credential(request.headers.get("authorization"))
        if credential is None:
            return DIALECT.unknown()
        body = await read_body(request)
        if body is None:
            return DIALECT.too_large()
        heard = hear_owntracks(body)
        if len(heard) > most:
            return DIALECT.too_large()
        try:
            outcome = await door.accept(credential=credential, fixes=heard.fixes)
        except Unavailable:
            return DIALECT.unavailable()
        return DIALECT.answer(outcome, heard)

    return Route(PATH, receive, methods=["POST"], name="ingest_owntracks")
