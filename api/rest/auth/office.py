"""`/auth/office`: whoever is signed in to this browser is let into the pages of officers and care.

The session's own cookie is seen by `/auth/*` alone. Pages below `/ops`, and those below `/care`,
get an access token instead, in a cookie that they alone see and no script reads: short-lived, so
that a page that is open fetches the next one here by itself, and worth nothing once the session
has ended.
"""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.rest.auth.cookies import CARE_PATH, OFFICE_PATH, keep_office
from api.rest.auth.desk import SignInDesk
from api.rest.auth.sitting import sitting
from infra.oidc.return_to import allowed_return

PATH = "/auth/office"
PAGES = {"/ops/": OFFICE_PATH, "/care/": CARE_PATH}
"""Where one may be led, and the path of the cookie that opens it."""
HOME = "/ops/push"


async def enter_office(desk: SignInDesk, request: Request) -> Response:
    """On to the page that asked, or first to the sign-in. Who may see it, the page says."""
    to = _page(request)
    session = await sitting(desk, request)
    if session is None:
        return _away(f"/auth/login?{urlencode({'return_to': way_in(to)})}")
    response = _away(to)
    path = next(path for pages, path in PAGES.items() if to.startswith(pages))
    keep_office(response, desk, await desk.access_token(session), path=path)
    return response


def way_in(to: str) -> str:
    """The address that leads to such a page by way of its cookie."""
    return f"{PATH}?{urlencode({'to': to})}"


def _page(request: Request) -> str:
    to = allowed_return(request.query_params.get("to"))
    return to if to is not None and to.startswith(tuple(PAGES)) else HOME


def _away(to: str) -> Response:
    return RedirectResponse(to, status_code=303, headers={"Cache-Control": "no-store"})
