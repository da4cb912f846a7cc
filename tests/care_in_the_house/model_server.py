"""The city's own model server, with the one model that care asks."""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

from tests.care_in_the_house.home import PYTHON, ROOT

TRIES: Final = 600
FOLDER: Final = ROOT / "ml_serving" / "models" / "activity_anomaly"


@contextmanager
def model_server() -> Iterator[str]:
    """Where it answers, while the block lasts."""
    with tempfile.TemporaryDirectory(prefix="osan-models-") as store:
        (archive,) = FOLDER.glob("activity-anomaly-*.zip")
        shutil.copy(archive, store)
        ports = [f"--{each}-port=0" for each in ("inference", "management", "metrics")]
        command = [str(PYTHON), "-m", "ml_serving", "serve", f"--store={store}", "--announce"]
        with (Path(store) / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [*command, *ports], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
            )
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            assert said, (Path(store) / "server.log").read_text()
            address: str = json.loads(said)["inference"]
            _wait_until_ready(address)
            yield address
        finally:
            server.terminate()
            server.wait(60)


def _wait_until_ready(address: str) -> None:
    """Each model has given its golden outputs."""
    for _ in range(TRIES):
        try:
            if httpx.get(f"{address}/v2/health/ready", timeout=TRIES).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError("the model server is not ready")
