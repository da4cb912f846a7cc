"""The body of a prediction as one input: inflated, taken out of a form, told by its kind."""

import asyncio

from ml_serving.host import RawInput
from ml_serving.http.inflate import NotInflatable, TooLargeInflated, inflated
from ml_serving.http.message import Request, Response
from ml_serving.http.multipart import parts_of
from ml_serving.http.trouble import bad_request, in_torchserve
from ml_serving.http.unread import refusal, too_large

UNTOLD = frozenset({"", "application/octet-stream", "application/x-www-form-urlencoded"})
"""What clients say when nobody told them: curl's `-T` nothing, its `-d` a web form."""
MAGIC = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG", "image/png"))


async def plain_body(request: Request, *, bound: int) -> bytes | Response:
    """The body without its Content-Encoding, at most `bound` bytes."""
    encoding = request.headers.get(b"content-encoding", b"").decode("latin-1").strip().lower()
    if encoding in ("", "identity"):
        return request.body
    if encoding not in ("gzip", "deflate"):
        return _unsupported()
    try:
        return await asyncio.to_thread(inflated, request.body, encoding=encoding, bound=bound)
    except TooLargeInflated:
        return too_large(bound)
    except NotInflatable as broken:
        message = f"The body is not {encoding} ({broken}). Expected: what Content-Encoding says."
        return refusal(400, "BadRequestException", message)


def input_of(body: bytes, content_type: str) -> RawInput | Response:
    """One item, with a content type that says what it is as far as that can be told."""
    kind = content_type.split(";", 1)[0].strip().lower()
    if kind == "multipart/form-data":
        return _only_part(body, content_type)
    return RawInput(body, content_type if kind not in UNTOLD else sniffed(body))


def sniffed(body: bytes) -> str:
    """The kind of an untold body by its first bytes."""
    for start, kind in MAGIC:
        if body.startswith(start):
            return kind
    start = body[:64].lstrip()
    return "application/json" if start[:1] in (b"{", b"[") else "application/octet-stream"


def _only_part(body: bytes, content_type: str) -> RawInput | Response:
    parts = parts_of(body, content_type)
    if parts is None:
        return in_torchserve(bad_request("The form is broken. Expected: one whole field."))
    if len(parts) != 1:
        message = f"The form has {len(parts)} fields. Expected: one, the input; one request each."
        return in_torchserve(bad_request(message))
    part = parts[0]
    kind = part.content_type.split(";", 1)[0].strip().lower()
    return RawInput(part.body, part.content_type if kind not in UNTOLD else sniffed(part.body))


def _unsupported() -> Response:
    message = "This Content-Encoding is not read. Expected: gzip, deflate or none."
    said = refusal(415, "UnsupportedMediaTypeException", message)
    return Response(415, said.body, headers={b"accept-encoding": b"gzip, deflate"})
