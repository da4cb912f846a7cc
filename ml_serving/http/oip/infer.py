"""`POST /v2/models/{model}[/versions/{version}]/infer`."""

from ml_serving.host import Answered, Ask
from ml_serving.http.body import plain_body
from ml_serving.http.inflate import deflated
from ml_serving.http.message import Request, Response
from ml_serving.http.oip.inference_request import InferenceRequest, read_request
from ml_serving.http.oip.inference_response import response_of
from ml_serving.http.oip.raw_request import nothing, read_raw
from ml_serving.http.oip.shape import Unreadable
from ml_serving.http.predict import Door
from ml_serving.http.trouble import bad_request, in_v2, trouble_of
from ml_serving.http.wishes import wishes_of

LENGTH = b"inference-header-content-length"
WORTH_DEFLATING = 8 * 1024


async def infer(door: Door, request: Request, name: str, version: str | None) -> Response:
    """The model's outputs, or what went otherwise in the protocol's words."""
    body = await plain_body(request, bound=door.body_of(name))
    if isinstance(body, Response):
        return body
    try:
        asked = _read(door, request, body, name, version)
        answered = await _ask(door, asked, name, version)
        if isinstance(answered, Response):
            return answered
        return _encoded(response_of(answered, asked), request)
    except Unreadable as unreadable:
        return in_v2(bad_request(str(unreadable)))


def _read(
    door: Door, request: Request, body: bytes, name: str, version: str | None
) -> InferenceRequest:
    wishes = wishes_of(request.headers)
    if isinstance(wishes, str):
        raise Unreadable(wishes)
    length = _length(request)
    if length == 0:
        known = door.host.describe(name, version)
        meant = [each for each in known if version is not None or each.is_default]
        return read_raw(meant[0].inputs, body, wishes=wishes) if meant else nothing(wishes)
    return read_request(body, header_length=length, wishes=wishes)


def _length(request: Request) -> int | None:
    """Bytes of JSON before the binary data; None where all of it is JSON."""
    length = request.headers.get(LENGTH)
    if length is None:
        return None
    if not (length.isdigit() and len(length) < 20):
        raise Unreadable("Inference-Header-Content-Length. Expected: whole bytes.")
    return int(length)


async def _ask(
    door: Door, asked: InferenceRequest, name: str, version: str | None
) -> Answered | Response:
    deadline = door.deadline(asked.wishes)
    outcome = await door.ask(Ask(name, asked.content, version, deadline, asked.wishes.priority))
    if isinstance(outcome, Answered):
        return outcome
    return in_v2(trouble_of(outcome, name=name, here=door.here()))


def _encoded(response: Response, request: Request) -> Response:
    """Compressed where the client takes it and it is worth the time."""
    accepted = request.headers.get(b"accept-encoding")
    if accepted is None or len(response.body) < WORTH_DEFLATING:
        return response
    for encoding in ("gzip", "deflate"):
        if encoding.encode() in accepted.lower():
            headers = {**response.headers, b"content-encoding": encoding.encode()}
            body = deflated(response.body, encoding=encoding)
            return Response(response.status, body, response.content_type, headers)
    return response
