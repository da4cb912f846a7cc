"""The inference listener, 8080: which call goes where."""

from collections.abc import Awaitable
from dataclasses import dataclass

from ml_serving.http.calls import INFERENCE, api_description
from ml_serving.http.kserve_v1 import predict_instances
from ml_serving.http.message import Request, Response, json_response
from ml_serving.http.oip.configuration import model_config, statistics
from ml_serving.http.oip.infer import infer
from ml_serving.http.oip.metadata import health, model_metadata, server_metadata
from ml_serving.http.oip.repository import Repository
from ml_serving.http.predict import Door, predict
from ml_serving.http.trouble import (
    Trouble,
    bad_request,
    in_torchserve,
    in_v2,
    method_not_allowed,
    no_address,
)

READS = frozenset({"GET", "HEAD"})
ASKS = frozenset({"POST", "PUT"})
"""`curl -T picture.jpg`, as TorchServe documents it, is a PUT."""


@dataclass(frozen=True, slots=True)
class Inference:
    """Callable: the `Answer` of its listener. `version` is the server's own."""

    door: Door
    version: str
    repository: Repository

    def __call__(self, request: Request) -> Response | Awaitable[Response]:
        path = request.path
        match path:
            case ("predictions", name, *rest) if len(rest) < 2:
                return self._predict(request, name, rest[0] if rest else None)
            case ("v2", *rest):
                return self._v2(request, rest)
            case ("ping",):
                return self._read(request, ping(self.door))
            case ("v1", "models", name):
                return self._v1(request, name)
            case ("explanations", *_):
                return in_torchserve(_explained_nowhere())
            case ("",) | ("*",) if request.method == "OPTIONS":
                return api_description("Inference API", self.version, INFERENCE)
        return in_torchserve(no_address(path))

    def _predict(
        self, request: Request, name: str, version: str | None
    ) -> Response | Awaitable[Response]:
        if request.method not in ASKS:
            return method_not_allowed("POST, PUT")
        return predict(self.door, request, name, version)

    def _v2(self, request: Request, rest: list[str]) -> Response | Awaitable[Response]:
        host = self.door.host
        match rest:
            case ["models", name, "infer"]:
                return self._infer(request, name, None)
            case ["models", name, "versions", version, "infer"]:
                return self._infer(request, name, version)
            case ["repository", *asked]:
                return self.repository(request, asked)
            case []:
                answer = server_metadata(self.version)
            case ["health", "live"]:
                answer = health(is_well=True)
            case ["health", "ready"]:
                answer = health(is_well=all(map(host.is_ready, self.door.names())))
            case ["models", "stats"]:
                answer = statistics(host, None, None)
            case ["models", name, "versions", version, *what]:
                answer = self._of_model(name, version, what)
            case ["models", name, *what]:
                answer = self._of_model(name, None, what)
            case _:
                answer = in_v2(no_address(("v2", *rest)))
        return self._read(request, answer, is_v2=True)

    def _infer(
        self, request: Request, name: str, version: str | None
    ) -> Response | Awaitable[Response]:
        if request.method != "POST":
            return method_not_allowed("POST", is_v2=True)
        return infer(self.door, request, name, version)

    def _of_model(self, name: str, version: str | None, what: list[str]) -> Response:
        host = self.door.host
        match what:
            case []:
                return model_metadata(host, name, version)
            case ["ready"]:
                return health(is_well=host.is_ready(name, version))
            case ["config"]:
                return model_config(host, name, version)
            case ["stats"]:
                return statistics(host, name, version)
        return in_v2(no_address(("v2", "models", name, *what)))

    def _v1(self, request: Request, name: str) -> Response | Awaitable[Response]:
        model, _, verb = name.partition(":")
        match verb:
            case "":
                ready = self.door.host.is_ready(model)
                said = json_response(200 if ready else 503, {"name": model, "ready": ready})
                return self._read(request, said)
            case "predict" if request.method == "POST":
                return predict_instances(self.door, request, model)
            case "predict":
                return method_not_allowed("POST")
            case "explain":
                return in_torchserve(_explained_nowhere())
        return in_torchserve(no_address(request.path))

    def _read(self, request: Request, answer: Response, *, is_v2: bool = False) -> Response:
        if request.method in READS:
            return answer
        return method_not_allowed("GET, HEAD", is_v2=is_v2)


def ping(door: Door) -> Response:
    """TorchServe's three words: all models answer, some do, or none of those that should."""
    names = door.names()
    ready = sum(map(door.host.is_ready, names))
    if ready == len(names):
        return json_response(200, {"status": "Healthy"})
    if ready:
        return json_response(200, {"status": "Partial Healthy"})
    return json_response(500, {"status": "Unhealthy"})


def _explained_nowhere() -> Trouble:
    return bad_request("Explanations need a handler from a .mar. Expected: /predictions.")
