"""What somebody hears who knocked too often: a browser gets a page, a program an error."""

from math import ceil

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.middleware.rate_limits import too_many
from api.rest.auth.page import page


def told_to_wait(scope: Scope, wait_s: float) -> Response:
    """429, in the words of whoever asks (RFC 6585 §4)."""
    request = Request(scope)
    if "text/html" not in request.headers.get("accept", ""):
        return too_many(wait_s)
    answer = page(
        request, "too_many", again=_same_again(request), values={"wait": f"{ceil(wait_s)}"}
    )
    answer.status_code = 429
    answer.headers["Retry-After"] = str(ceil(wait_s))
    return answer


def _same_again(request: Request) -> str | None:
    """The address asked for, to be asked for once more; only one that a link can ask for."""
    if request.method != "GET":
        return None
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
