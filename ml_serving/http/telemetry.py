"""The metrics listener, 8082."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from ml_serving.http.message import Request, Response
from ml_serving.http.trouble import in_torchserve, method_not_allowed, no_address

PROMETHEUS = b"text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Telemetry:
    """Callable: the `Answer` of its listener. `exposition` writes the families that are named,
    or all where none is."""

    exposition: Callable[[frozenset[str]], bytes]

    def __call__(self, request: Request) -> Response:
        if request.path != ("metrics",):
            return in_torchserve(no_address(request.path))
        if request.method not in ("GET", "HEAD"):
            return method_not_allowed("GET, HEAD")
        return Response(200, self.exposition(_names(request.target)), PROMETHEUS)


def _names(target: bytes) -> frozenset[str]:
    """TorchServe's `name[]=…`, as often as wanted."""
    query = target.partition(b"?")[2].decode("latin-1")
    return frozenset(value for name, value in parse_qsl(query) if name == "name[]")
