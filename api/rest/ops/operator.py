"""Who is at an operators' page: by the office's cookie, or a program by its token."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.middleware.authentication import Identified, identify
from api.rest.auth.cookies import OFFICE
from api.rest.auth.office import way_in
from api.rest.auth.same_site import is_our_page
from api.rest.ops.desk import OperatorsDesk
from api.rest.ops.page import refusal
from api.standing_offices import with_standing_offices
from domains.kernel.actor import Actor
from domains.kernel.errors import Unavailable
from infra.database import OUTAGES
from notifications.public import dead_letters

Show = Callable[[OperatorsDesk, Request, Actor], Awaitable[Response]]


def for_operators(show: Show) -> Callable[[OperatorsDesk, Request], Awaitable[Response]]:
    """The page for whoever holds the office at this moment; others are told where the door is.

    A form counts only from our own page, however the browser came to send it.
    """

    async def shown(desk: OperatorsDesk, request: Request) -> Response:
        if request.method == "POST" and not _is_ours(desk, request):
            return refusal(request, "ops.not_ours", status=403)
        try:
            actor = await _actor(desk, request)
            if not actor.is_authenticated:
                return RedirectResponse(way_in(_here(request)), status_code=303)
            if not dead_letters.may_operate(actor):
                return refusal(request, "ops.not_yours", status=403)
            return await show(desk, request, actor)
        except (Unavailable, *OUTAGES):
            return refusal(request, "ops.unavailable", status=503, again=True)

    shown.__name__ = show.__name__
    return shown


def _is_ours(desk: OperatorsDesk, request: Request) -> bool:
    """A program that shows a token has no cookie to be misused."""
    return "authorization" in request.headers or is_our_page(desk.sign_in, request)


async def _actor(desk: OperatorsDesk, request: Request) -> Actor:
    """With the offices that stand now; nobody where the session has ended."""
    said = request.headers.get("authorization") or request.cookies.get(OFFICE)
    identified = identify(desk.sign_in.tokens, said)
    if not await desk.stands(identified.actor.session_id):
        return Identified().actor
    return (await with_standing_offices(identified, at=desk.clock.now())).actor


def _here(request: Request) -> str:
    """Where to come back to. A form of somebody whose token was over does nothing: it comes back
    to its list, where the button is."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
