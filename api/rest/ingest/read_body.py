"""Reading a request's body, and no more of it than a phone has reason to send."""

from starlette.requests import Request

LARGEST_BODY = 512 * 1024
"""About 2,500 points."""


async def read_body(request: Request, *, limit: int = LARGEST_BODY) -> bytes | None:
    """The body, or None when it is larger than `limit` bytes."""
    if _stated_length(request) > limit:
        return None
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _stated_length(request: Request) -> int:
    stated = request.headers.get("content-length", "0")
    return int(stated) if stated.isascii() and stated.isdigit() else 0
