"""The management listener, 8081: which call goes where, for those who have the token."""

from collections.abc import Awaitable
from dataclasses import dataclass

from ml_serving.host import ModelHost
from ml_serving.http.calls import MANAGEMENT, api_description
from ml_serving.http.management.describe import describe, list_models
from ml_serving.http.management.guard import Guard
from ml_serving.http.management.later import Later
from ml_serving.http.management.register import register
from ml_serving.http.management.scale import scale
from ml_serving.http.management.source import Sources
from ml_serving.http.management.unregister import set_default, unregister
from ml_serving.http.message import Request, Response, json_response
from ml_serving.http.oip.repository import Repository
from ml_serving.http.trouble import bad_request, in_torchserve, method_not_allowed, no_address

Answering = Response | Awaitable[Response]


@dataclass(frozen=True, slots=True)
class Management:
    """Callable: the `Answer` of its listener. `version` is the server's own."""

    host: ModelHost
    sources: Sources
    guard: Guard
    later: Later
    repository: Repository
    version: str

    def __call__(self, request: Request) -> Answering:
        """`/ping` is for whoever looks whether the port is up; all else asks for the token."""
        path = request.path
        if path == ("ping",):
            return json_response(200, {"status": "Healthy"})
        refused = self.guard.refuses(request)
        if refused is not None:
            return in_torchserve(refused)
        try:
            return self._route(request, path)
        except ValueError:
            return in_torchserve(bad_request("The query. Expected: at most 64 parameters."))

    def _route(self, request: Request, path: tuple[str, ...]) -> Answering:
        match path:
            case ("models",):
                return self._models(request)
            case ("models", name):
                return self._model(request, name, None)
            case ("models", name, version):
                return self._model(request, name, version)
            case ("models", name, version, "set-default"):
                if request.method != "PUT":
                    return method_not_allowed("PUT")
                return set_default(self.host, name, version)
            case ("v2", "repository", *asked):
                return self.repository(request, asked)
            case ("",) | ("*",) if request.method == "OPTIONS":
                return api_description("Management API", self.version, MANAGEMENT)
        return in_torchserve(no_address(path))

    def _models(self, request: Request) -> Answering:
        match request.method:
            case "GET" | "HEAD":
                return list_models(self.host, request.query)
            case "POST":
                return register(self.host, self.sources, self.later, request.query)
        return method_not_allowed("GET, HEAD, POST")

    def _model(self, request: Request, name: str, version: str | None) -> Answering:
        match request.method:
            case "GET" | "HEAD":
                return describe(self.host, name, version)
            case "PUT":
                return scale(self.host, self.later, name, version, request.query)
            case "DELETE":
                return unregister(self.host, name, version)
        return method_not_allowed("GET, HEAD, PUT, DELETE")
