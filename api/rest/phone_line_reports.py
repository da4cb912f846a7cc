"""`POST /hooks/phone-line/reports`: what a telephone provider says became of a message or call.

The contract is `notifications/channels/phone_line/README.md`.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.rest.ingest.read_body import read_body
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable
from infra.database import OUTAGES
from infra.settings import Settings
from notifications.channels.phone_line import (
    BadSignature,
    SigningKey,
    UnreadableReports,
    Verifier,
    read_reports,
    shared_secret,
)
from notifications.public import Hear, ReplayedReport, nobody_hears, take_reports

PATH = "/hooks/phone-line/reports"
LARGEST_BODY = 64 * 1024


def phone_line_reports_route(
    settings: Settings, *, clock: Clock, hear: Hear = nobody_hears
) -> Route:
    """The route; 404 for everybody where no provider may report. `hear` is told what was answered
    to our questions."""
    url = f"{settings.gateway.public_url}{PATH}"
    verifier = provider_verifier(settings, clock=clock)

    async def receive(request: Request) -> Response:
        if verifier is None:
            return Response(status_code=404)
        body = await read_body(request, limit=LARGEST_BODY)
        if body is None:
            return Response(status_code=413)
        return await _take(request, body, verifier, url=url, clock=clock, hear=hear)

    return Route(PATH, receive, methods=["POST"], name="phone_line_reports")


def provider_verifier(settings: Settings, *, clock: Clock) -> Verifier | None:
    """Knows the provider's signature; None where the city has none."""
    chosen = settings.phone_line
    if chosen.base_url is None or chosen.report_secret is None:
        return None
    return Verifier(
        SigningKey(chosen.report_key_id, shared_secret(chosen.report_secret)), clock=clock
    )


async def _take(
    request: Request, body: bytes, verifier: Verifier, *, url: str, clock: Clock, hear: Hear
) -> Response:
    """Judged before anything is looked up; what was taken before is said to be so."""
    try:
        nonce = verifier.nonce_of(request.method, url, dict(request.headers), body)
        await take_reports(read_reports(body), nonce=nonce, clock=clock, hear=hear)
    except BadSignature:
        return Response(status_code=401)
    except UnreadableReports:
        return Response(status_code=422)
    except ReplayedReport:
        return Response(status_code=409)
    except (Unavailable, *OUTAGES):
        return Response(status_code=503, headers={"Retry-After": "5"})
    return Response(status_code=204)
