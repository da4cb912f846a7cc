"""Who is at a page of care: by the cookie that these pages alone see."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.middleware.authentication import Identified, identify
from api.rest.auth.cookies import OFFICE
from api.rest.auth.form import fields_of
from api.rest.auth.office import way_in
from api.rest.auth.same_site import is_our_page
from api.rest.care.desk import CareDesk
from api.rest.care.page import refusal
from api.standing_offices import with_standing_offices
from domains.kernel.actor import Actor
from domains.kernel.errors import Unavailable
from infra.database import OUTAGES

Show = Callable[[CareDesk, Request, Actor], Awaitable[Response]]


def for_signed_in(
    show: Show, *, asks_again: str | None = None
) -> Callable[[CareDesk, Request], Awaitable[Response]]:
    """The page for whoever is signed in; others are told where the door is, and led back.

    A form counts only from our own page, however the browser came to send it. The sign-in does not
    keep it: whoever is led back finds its page `asks_again`, where it has one.
    """

    async def shown(desk: CareDesk, request: Request) -> Response:
        if request.method == "POST" and not is_our_page(desk.sign_in, request):
            return refusal(request, "not_ours", status=403)
        try:
            actor = await actor_with(desk, request.cookies.get(OFFICE))
            if actor.person_id is None:
                back = await _way_back(request, asks_again)
                return RedirectResponse(way_in(back), status_code=303)
            return await show(desk, request, actor)
        except (Unavailable, *OUTAGES):
            return refusal(request, "unavailable", status=503)

    shown.__name__ = show.__name__
    return shown


async def _way_back(request: Request, asks_again: str | None) -> str:
    """Who called for help while her cookie ran out must not believe that it was heard: what was
    pressed is named to the page that asks once more, however often she is led back to it."""
    if asks_again is None:
        path, asked = request.url.path, request.url.query
        return f"{path}?{asked}" if asked and request.method == "GET" else path
    pressed = (await fields_of(request)).get("action", "")
    return f"{asks_again}?{urlencode({'action': pressed})}"


async def actor_with(desk: CareDesk, credential: str | None) -> Actor:
    """With the offices that stand now; nobody where the session has ended."""
    identified = identify(desk.sign_in.tokens, credential)
    if not await desk.stands(identified.actor.session_id):
        return Identified().actor
    return (await with_standing_offices(identified, at=desk.clock.now())).actor
