"""A server of its own for each side of a contest: free ports, an empty store, named archives."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

PATIENCE_S = 180.0
"""Until a model is ready: it imports torch on a busy machine."""


class ServerFailed(Exception):
    """It did not come up, or not with what it was asked to load."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running one."""

    pid: int
    inference: str
    management: str
    metrics: str

    @property
    def port(self) -> int:
        return urlsplit(self.inference).port or 0

    def register(self, archive: Path, **wishes: object) -> None:
        """`wishes` are the query of `POST /models`. Raises ServerFailed."""
        query = urlencode({"url": archive, "synchronous": "true", "initial_workers": 1, **wishes})
        said = self._ask("POST", f"{self.management}/models?{query}")
        if "registered" not in str(said.get("status")):
            raise ServerFailed(f"{archive.name}: {said}")

    def describe(self, model: str) -> Mapping[str, Any]:
        """TorchServe's description of the default version."""
        said = self._ask("GET", f"{self.management}/models/{model}")
        return dict(said[0])

    def workers(self, model: str) -> list[int]:
        """Pids of those that are there."""
        return [int(each["pid"]) for each in self.describe(model)["workers"] if each["pid"]]

    def is_ready(self, model: str) -> bool:
        try:
            with urlopen(f"{self.inference}/v2/models/{model}/ready", timeout=5):  # noqa: S310 - our own
                return True
        except (HTTPError, URLError, OSError):
            return False

    def _ask(self, method: str, address: str) -> Any:
        try:
            request = Request(address, method=method)  # noqa: S310 - our own server
            with urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own server
                return json.load(answer)
        except HTTPError as refused:
            raise ServerFailed(refused.read().decode(errors="replace")) from None


@contextmanager
def running(archives: Sequence[Path], *options: str, **wishes: object) -> Iterator[Server]:
    """A server with one worker for each archive; each is ready before this goes on."""
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        process = _started(Path(home), archives, options)
        try:
            server = _announced(process)
            for archive in archives:
                server.register(archive, **wishes)
            yield server
        finally:
            process.terminate()
            process.wait(60)


def _started(
    home: Path, archives: Sequence[Path], options: Sequence[str]
) -> "subprocess.Popen[str]":
    folders = {f"--allow-folder={archive.parent}" for archive in archives}
    ports = [f"--{each}-port=0" for each in ("inference", "management", "metrics")]
    command = [sys.executable, "-m", "ml_serving", "serve", f"--store={home}", "--announce"]
    with (home / "server.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own server
            [*command, *ports, *folders, *options], stdout=subprocess.PIPE, stderr=log, text=True
        )


def _announced(process: "subprocess.Popen[str]") -> Server:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise ServerFailed(f"the server ended with status {process.wait()}")
    said = json.loads(line)
    return Server(process.pid, said["inference"], said["management"], said["metrics"])


def until(happened: Any, *, within_s: float) -> float | None:
    """Seconds until `happened()`, looked at a hundred times a second; None if it did not."""
    began = time.monotonic()
    while (gone := time.monotonic() - began) < within_s:
        if happened():
            return gone
        time.sleep(0.01)
    return None
