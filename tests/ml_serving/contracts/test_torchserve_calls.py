"""TorchServe's documented calls, as its documents write them, one after the other.

The list is data. A call that needs a `.mar` is refused with a reason; the README names them.
"""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from tests.ml_serving.http.running import TOKEN, Server, running
from tests.ml_serving.http.toys import MODULE, put_toy
from tests.ml_serving.http.waiting import until

CALLS = json.loads((Path(__file__).parent / "torchserve_calls.json").read_text())
INPUT = {"x": [1, 2, 3], "name": "curl"}

pytestmark = pytest.mark.skipif(which("curl") is None, reason="needs curl")


@pytest.fixture(scope="module")
def noop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with noop 1.0.0, and two more archives in its store."""
    folder = tmp_path_factory.mktemp("torchserve")
    store = folder / "store"
    for name, version in (("noop", "1.0.0"), ("noop", "2.0.0"), ("other", "1.0.0")):
        put_toy(store, version, factor=float(version[0]), name=name)
    (folder / "input.json").write_text(json.dumps(INPUT))
    (folder / "instances.json").write_text(json.dumps({"instances": [INPUT]}))
    with running(store, folder, "--models", "noop=1.0.0", module=MODULE) as server:
        yield server


def curled(server: Server, call: str) -> tuple[int, str]:
    """The status and the body, with the ports that were chosen."""
    told = shlex.split(call)
    address = {"8080": server.inference, "8081": server.management, "8082": server.metrics}
    told = [re.sub(r"^http://[\w.]+:(808\d)", lambda at: address[at[1]], each) for each in told]
    told += ["--silent", "--max-time", "60", "--write-out", "\n%{http_code}"]
    if server.management in " ".join(told):
        told += ["--header", f"Authorization: Bearer {TOKEN}"]
    folder = Path(server.store).parent
    said = subprocess.run(told, cwd=folder, capture_output=True, text=True, check=True)
    body, _, status = said.stdout.rpartition("\n")
    return int(status), body


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call["call"][:90])
def test_the_call_is_answered_as_documented(noop: Server, call: dict):
    if "limit=1" in call["call"]:
        until(lambda: noop.manage("GET", "/models/other").status == 200, "the other is there")
    status, body = curled(noop, call["call"])
    assert status == call["status"], body
    assert call.get("contains", "") in body
    for where, wanted in (("json", call.get("json")), ("first", call.get("first"))):
        if wanted is not None:
            said = json.loads(body)
            said = said[0] if where == "first" else said
            assert {key: said.get(key) for key in wanted} == wanted


def test_a_described_model_has_every_documented_field(noop: Server):
    said = noop.described("noop")
    documented = {
        *("modelName", "modelVersion", "modelUrl", "engine", "runtime", "minWorkers"),
        *("maxWorkers", "batchSize", "maxBatchDelay", "workers", "jobQueueStatus"),
    }
    assert documented <= said.keys()
    worker = said["workers"][0]
    assert {"id", "startTime", "status", "gpu", "memoryUsage", "pid"} <= worker.keys()
    assert worker["status"] == "READY"
    assert said["jobQueueStatus"].keys() == {"remainingCapacity", "pendingRequests"}
