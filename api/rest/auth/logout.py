"""`/auth/logout`: a page that asks, and the deed. A link alone signs nobody out."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.rest.auth.cookies import REFRESH, drop_refresh
from api.rest.auth.desk import SignInDesk
from api.rest.auth.form import fields_of
from api.rest.auth.page import page
from api.rest.auth.same_site import is_our_page
from domains.identity import public as identity


async def ask_to_log_out(_: SignInDesk, request: Request) -> Response:
    """A page with one button."""
    return page(request, "log_out", form=True)


async def log_out(desk: SignInDesk, request: Request) -> Response:
    """End the session of the refresh token in the form, or of the browser's cookie.

    Ending one that is over already is no failure: the citizen wanted it over.
    """
    form = await fields_of(request)
    if "refresh_token" in form:
        await _end(desk, form["refresh_token"])
        return Response(status_code=204)
    if not is_our_page(desk, request):
        return JSONResponse({"error": "invalid_request"}, status_code=403)
    await _end(desk, request.cookies.get(REFRESH, ""))
    response = page(request, "logged_out")
    drop_refresh(response)
    return response


async def _end(desk: SignInDesk, refresh_token: str) -> None:
    await identity.end_session(refresh_token=refresh_token, clock=desk.clock, ids=desk.ids)
