"""A real S3 server for one test run."""

import json
import signal
import sysconfig
import time
from itertools import count
from pathlib import Path

import boto3
from botocore.config import Config

from infra.embedded.child import end, spawn
from infra.embedded.free_port import free_port
from infra.embedded.probe import answers
from infra.setting_sections import ObjectSettings

KEY, SECRET = "osan", "for-tests-only"
_HIGHEST_PORT = 45_000
"""Each of its parts also listens 10,000 ports higher."""


def _port() -> int:
    while (port := free_port()) > _HIGHEST_PORT:
        continue
    return port


class Seaweed:
    """Knows one identity, so that a wrong secret is refused."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._port = _port()
        self._buckets = count(1)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        identities = self._home / "identities.json"
        identities.write_text(json.dumps({"identities": [_IDENTITY]}))
        program = Path(sysconfig.get_path("scripts")) / "weed"
        self._process = spawn(
            [str(program), *_COMMAND, f"-s3.config={identities}", *self._places()],
            log=self._home / "seaweed.log",
            dies_by=signal.SIGKILL,
        )
        give_up = time.monotonic() + 30
        while not answers(self._port, asked=b"GET / HTTP/1.0\r\n\r\n", reply=b"HTTP/"):
            assert self._process.poll() is None
            assert time.monotonic() < give_up
            time.sleep(0.05)

    def stop(self) -> None:
        """It takes half a minute to end by itself; nothing of it is kept."""
        end(self._process, signal.SIGKILL, patience_s=5)

    def new_bucket(self) -> ObjectSettings:
        settings = ObjectSettings(
            bucket=f"bucket-{next(self._buckets)}",
            endpoint_url=self.url,
            access_key_id=KEY,
            secret_access_key=SECRET,
        )
        self._admin().create_bucket(Bucket=settings.bucket)
        return settings

    def _places(self) -> list[str]:
        ports = {"master": _port(), "volume": _port(), "filer": _port(), "s3": self._port}
        return [f"-dir={self._home}", *(f"-{part}.port={port}" for part, port in ports.items())]

    def _admin(self):
        return boto3.client(
            "s3",
            endpoint_url=self.url,
            region_name="ap-northeast-2",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 10}),
        )


_IDENTITY = {
    "name": "osan",
    "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
    "actions": ["Admin", "Read", "Write", "List", "Tagging"],
}

_COMMAND = (
    "server",
    "-s3",
    "-ip=127.0.0.1",
    "-ip.bind=127.0.0.1",
    "-master.volumeSizeLimitMB=64",
    "-volume.max=1000",
)
