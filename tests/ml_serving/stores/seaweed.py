"""A real S3 server for one test run."""

import json
import socket
import subprocess
import sysconfig
import time
from itertools import count
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from ml_serving.stores import Bucket, Keys
from ml_serving.stores.s3_client import s3_client

KEY, SECRET = "osan", "for-tests-only"
_HIGHEST_PORT = 45_000
"""Each of its parts also listens 10,000 ports higher."""


def _port() -> int:
    while True:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            if (port := free.getsockname()[1]) <= _HIGHEST_PORT:
                return port


class Seaweed:
    """Knows one identity, so that a wrong secret is refused."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._port = _port()
        self._buckets = count(1)

    @property
    def keys(self) -> Keys:
        return Keys(f"http://127.0.0.1:{self._port}", "ap-northeast-2", KEY, SECRET)

    def start(self) -> None:
        identities = self._home / "identities.json"
        identities.write_text(json.dumps({"identities": [_IDENTITY]}))
        program = Path(sysconfig.get_path("scripts")) / "weed"
        with (self._home / "seaweed.log").open("wb") as log:
            self._process = subprocess.Popen(
                [program, *_COMMAND, f"-s3.config={identities}", *self._places()],
                stdout=log,
                stderr=log,
            )
        give_up = time.monotonic() + 30
        while not self._answers():
            assert self._process.poll() is None
            assert time.monotonic() < give_up
            time.sleep(0.05)

    def stop(self) -> None:
        """It takes half a minute to end by itself; nothing of it is kept."""
        self._process.kill()
        self._process.wait()

    def new_bucket(self) -> Bucket:
        bucket = Bucket(f"bucket-{next(self._buckets)}", "models/")
        admin = s3_client(self.keys, timeout_s=20)
        admin.create_bucket(Bucket=bucket.name)
        admin.close()
        return bucket

    def _answers(self) -> bool:
        try:
            urlopen(self.keys.endpoint_url, timeout=1).close()
        except HTTPError:
            return True
        except (URLError, OSError):
            return False
        return True

    def _places(self) -> list[str]:
        ports = {"master": _port(), "volume": _port(), "filer": _port(), "s3": self._port}
        return [f"-dir={self._home}", *(f"-{part}.port={port}" for part, port in ports.items())]


_IDENTITY = {
    "name": "osan",
    "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
    "actions": ["Admin", "Read", "Write", "List", "Tagging"],
}

_COMMAND = (
    "server",
    "-s3",
    "-s3.port.iceberg=0",  # what nobody asks for, at ports that two servers would fight over
    "-s3.port.lance=0",
    "-ip=127.0.0.1",
    "-ip.bind=127.0.0.1",
    "-master.volumeSizeLimitMB=64",
    "-volume.max=1000",
)
