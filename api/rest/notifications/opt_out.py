"""`/opt-out/{token}`: a signed link shows a page, one tap on it ends the advertising.

A GET changes nothing: mail scanners and previews open every link. A POST does, whoever sends it,
also as RFC 8058 has it (`List-Unsubscribe=One-Click`, no cookie, no redirect): the token in the
address is the whole proof. What is wrong with a link is told to nobody but in two ways: it is not
ours, or it is old.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.rest.notifications.page import page
from domains.consent import public as consent
from domains.consent.public import Erasers
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable
from domains.kernel.ids import Ids
from infra.database import OUTAGES
from notifications.public import OptOut, OptOutSigner

PATH = "/opt-out/{token}"


@dataclass(frozen=True, slots=True)
class OptOutPages:
    """What the pages work with; `contact` is where a person is heard whose link is of no use."""

    signer: OptOutSigner
    contact: str
    erasers: Erasers
    clock: Clock
    ids: Ids


Endpoint = Callable[[OptOutPages, Request], Awaitable[Response]]


def opt_out_routes(pages: OptOutPages) -> list[Route]:
    """The page, and its one button."""

    def route(endpoint: Endpoint, method: str) -> Route:
        return Route(PATH, partial(endpoint, pages), methods=[method], name=endpoint.__name__)

    return [route(show_opt_out, "GET"), route(opt_out, "POST")]


async def show_opt_out(pages: OptOutPages, request: Request) -> Response:
    """What the button will do, and what it will not."""
    link = _link(pages, request)
    return link if isinstance(link, Response) else page(request, "opt_out.ask", asks=True)


async def opt_out(pages: OptOutPages, request: Request) -> Response:
    """End it, at once and as often as it is asked."""
    link = _link(pages, request)
    if isinstance(link, Response):
        return link
    try:
        await consent.opt_out(
            subject_id=link.person_id,
            purpose=link.purpose,
            erasers=pages.erasers,
            clock=pages.clock,
            ids=pages.ids,
        )
    except (Unavailable, *OUTAGES):
        return page(request, "opt_out.unavailable", status=503, asks=True)
    return page(request, "opt_out.done")


def _link(pages: OptOutPages, request: Request) -> OptOut | Response:
    """What the link says, or the page that says why it is of no use."""
    link = pages.signer.read(request.path_params["token"])
    if link is None:
        return page(request, "opt_out.unknown", status=404, contact=pages.contact)
    if link.is_over(pages.clock.now()):
        return page(request, "opt_out.over", status=410, contact=pages.contact)
    return link
