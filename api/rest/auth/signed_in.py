"""`/auth/signed-in`: where a sign-in ends that was for no page in particular."""

from starlette.requests import Request
from starlette.responses import Response

from api.rest.auth.desk import SignInDesk
from api.rest.auth.page import page


async def signed_in(_: SignInDesk, request: Request) -> Response:
    """Says that it worked."""
    return page(request, "signed_in")
