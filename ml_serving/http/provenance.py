"""What every prediction carries: model, version, register id, latency, uncertainty."""

import re
from functools import lru_cache

import orjson

from ml_serving.host import Answered
from ml_serving.http.message import JSON, Response

_quoted = orjson.dumps
_NOT_FOR_HEADERS = re.compile(rb"[^ -~]")


def prediction(answered: Answered) -> Response:
    """The answer to `/predictions`, put together from JSON that is already written."""
    body = (
        b'{"model":%s,"version":%s,"register_id":%s,"latency_ms":%.3f,'
        b'"uncertainty":%s,"prediction":%s}'
        % (
            _quoted(answered.model),
            _quoted(answered.version),
            _quoted(answered.register_id),
            answered.latency_s * 1e3,
            answered.uncertainty,
            answered.answer,
        )
    )
    return Response(200, body, JSON, provenance(answered))


def provenance(answered: Answered) -> dict[bytes, bytes]:
    """The same as headers, for whoever reads no body: a proxy's log, a person with curl."""
    return {
        b"x-model": _as_header(answered.model),
        b"x-model-version": _as_header(answered.version),
        b"x-register-id": _as_header(answered.register_id),
        b"x-latency-ms": b"%.3f" % (answered.latency_s * 1e3),
    }


@lru_cache(maxsize=256)
def _as_header(text: str) -> bytes:
    """A manifest may say anything; a header may not end its line."""
    return _NOT_FOR_HEADERS.sub(b"?", text.encode())
