"""Whether a request that rides on a cookie was really made by our own page."""

from starlette.requests import Request

from api.rest.auth.desk import SignInDesk

HEADER = "x-osan-talk"
"""A page of another site cannot send it without asking us first (CORS), and we say no."""


def is_our_page(desk: SignInDesk, request: Request) -> bool:
    """An Origin must be ours; a request without one must carry our own header."""
    origin = request.headers.get("origin")
    return origin == desk.origin if origin is not None else HEADER in request.headers
