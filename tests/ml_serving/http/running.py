"""A server in a process of its own, started and stopped as an operator would."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.ml_serving.http.waiting import until

ROOT = Path(__file__).parents[3]
TOKEN = "a-token-for-tests-only"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass(frozen=True)
class Server:
    """`ask` sends one request as a stranger would; `manage` has the token."""

    process: subprocess.Popen
    inference: str
    management: str
    metrics: str
    store: Path | str

    @property
    def host(self) -> str:
        """As tritonclient wants it."""
        return self.inference.removeprefix("http://")

    @property
    def port(self) -> int:
        return int(self.inference.rsplit(":", 1)[1])

    def ask(self, method: str, url: str, body: bytes | None = None, **headers: str) -> Answer:
        url = url if url.startswith("http") else self.inference + url
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(url, data=body, headers=told, method=method)
        try:
            with urlopen(request, timeout=30) as response:
                return Answer(response.status, dict(response.headers), response.read())
        except HTTPError as refused:
            return Answer(refused.code, dict(refused.headers), refused.read())

    def predict(self, model: str, said: object, **headers: str) -> Answer:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        headers.setdefault("Content_Type", "application/json")
        return self.ask("POST", f"/predictions/{model}", body, **headers)

    def manage(self, method: str, path: str, body: bytes | None = None) -> Answer:
        return self.ask(method, self.management + path, body, Authorization=f"Bearer {TOKEN}")

    def described(self, model: str) -> dict:
        return self.manage("GET", f"/models/{model}").json[0]

    def pids(self, model: str) -> list[int]:
        return [worker["pid"] for worker in self.described(model)["workers"]]

    def is_ready(self, path: str = "/v2/health/ready") -> bool:
        return self.ask("GET", path).status == 200


@contextmanager
def running(
    store: Path | str,
    folder: Path,
    *more: str,
    module: str,
    good_at: str = "/v2/health/ready",
    files: int | None = None,
    **environment: str,
) -> Iterator[Server]:
    """A server over that store, once `good_at` says so; it gets SIGTERM at the end and must go by
    itself. `files` is how many it may open."""
    token = folder / "token"
    token.write_text(TOKEN)
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", module, "serve", "--announce", "--store", str(store)),
            *("--inference-port", "0", "--management-port", "0", "--metrics-port", "0"),
            *("--token-file", str(token), "--cache", str(folder / "cache"), *more),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, **environment},
    )
    if files is not None:
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (files, files))
    try:
        addresses = json.loads(process.stdout.readline())
        server = Server(process=process, store=store, **addresses)
        until(lambda: server.is_ready(good_at), "the server is ready", within_s=60)
        yield server
    finally:
        assert stop(process) == 0


def stop(process: subprocess.Popen, number: int = signal.SIGTERM) -> int:
    """Its exit status, after a polite request."""
    process.send_signal(number)
    try:
        return process.wait(timeout=30)
    finally:
        process.kill()
        process.stdout.close()
