"""Reading a request's body without letting it grow past the limit."""

from starlette.types import Receive

from gateway.transport.parameters import BadRequest


class ClientGone(Exception):
    """The client hung up before its request was complete."""


def check_content_type(header: str | None) -> None:
    """Raises BadRequest (415) unless the body is JSON in UTF-8."""
    if header is None:
        raise BadRequest("Say content-type: application/json.", status=415)
    name, *parameters = (piece.strip().lower() for piece in header.split(";"))
    charsets = [
        parameter.partition("=")[2].strip('" ')
        for parameter in parameters
        if parameter.startswith("charset")
    ]
    if name != "application/json" or any(charset not in ("utf-8", "utf8") for charset in charsets):
        raise BadRequest("Only application/json in UTF-8 is read here.", status=415)


async def read_whole(receive: Receive, most: int) -> bytes:
    """The whole body. Raises BadRequest (413) past `most` bytes, ClientGone when cut off."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > most:
            raise BadRequest(
                f"The body is longer than {most} bytes.", code="BODY_TOO_LARGE", status=413
            )
        chunks.append(chunk)
        if not message.get("more_body", False):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)
