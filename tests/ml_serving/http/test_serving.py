"""An operator starts the server, looks at it, and stops it while somebody still asks."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from ml_serving.__main__ import main
from ml_serving.stores import S3Store
from tests.ml_serving.http.running import ROOT, TOKEN, Server, running, stop
from tests.ml_serving.http.toys import MODULE, put_toy
from tests.ml_serving.http.waiting import until

ASKED = {"x": [1, 2, 3]}
FREE = ("--inference-port", "0", "--management-port", "0", "--metrics-port", "0")


@pytest.fixture
def said_at_start(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """How a server that cannot start ends, and what it says."""

    def start(*arguments: str) -> tuple[int, str]:
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        told = capsys.readouterr()
        return status, told.out + told.err

    return start


@pytest.fixture
def store(tmp_path: Path) -> Path:
    put_toy(tmp_path / "store", "1.0.0", factor=1.0)
    return tmp_path / "store"


def test_strangers_cannot_manage_by_an_oversight(said_at_start, store: Path, tmp_path: Path):
    status, said = said_at_start("serve", "--store", str(store), "--host", "0.0.0.0", *FREE)
    assert status == 2
    assert "--token-file" in said
    short = tmp_path / "token"
    short.write_text("short")
    told = ("--token-file", str(short))
    status, said = said_at_start("serve", "--store", str(store), *told, *FREE)
    assert (status, "too short" in said) == (2, True)


def test_what_cannot_be_served_is_told(said_at_start, store: Path, tmp_path: Path):
    status, said = said_at_start("serve", "--store", str(store), "--models", "other", *FREE)
    assert status == 2
    assert "toy-1.0.0.zip" in said
    assert said_at_start("serve", "--workers", "toy=many", *FREE)[0] == 1
    missing = ("--token-file", str(tmp_path / "none"))
    assert said_at_start("serve", "--store", str(store), *missing, *FREE)[0] == 2


def test_a_busy_port_is_told(said_at_start, store: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = ("--inference-port", port, "--management-port", "0", "--metrics-port", "0")
        status, said = said_at_start("serve", "--store", str(store), *told)
    assert status == 3
    assert "address" in said


def test_help_is_plain(said_at_start):
    status, said = said_at_start("serve", "--help")
    assert status == 0
    assert "--token-file" in said


def test_sigterm_lets_everybody_have_their_answer(store: Path, tmp_path: Path):
    with ThreadPoolExecutor(4) as pool, running(store, tmp_path, module=MODULE) as server:
        slow = {**ASKED, "sleep_ms": 400}
        asked = [pool.submit(server.predict, "toy", slow) for _ in range(4)]
        until(lambda: is_computing(server), "they are computed")
        assert stop(server.process, signal.SIGTERM) == 0
        assert [each.result().status for each in asked] == [200] * 4


def test_strangers_who_only_connect_keep_no_worker_from_being_born(store: Path, tmp_path: Path):
    with running(store, tmp_path, module=MODULE, files=280) as server, ExitStack() as crowd:
        for _ in range(300):
            crowd.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        os.kill(server.pids("toy")[0], signal.SIGKILL)
        until(lambda: server.described("toy")["workers"][0]["restarts"] == 1, "one more is born")
        until(server.is_ready, "it is ready")
        assert server.predict("toy", ASKED).status == 200
        assert server.ask("GET", f"{server.metrics}/metrics").status == 200


def test_the_token_is_never_told(server: Server):
    told = server.manage("GET", "/models/toy").body + server.manage("GET", "/nothing").body
    told += server.ask("GET", f"{server.metrics}/metrics").body
    assert TOKEN.encode() not in told
    process = Path(f"/proc/{server.pids('toy')[0]}")
    assert TOKEN.encode() not in (process / "environ").read_bytes()
    assert TOKEN.encode() not in (process / "cmdline").read_bytes()


def is_computing(server: Server) -> bool:
    said = server.described("toy")
    return said["jobQueueStatus"]["pendingRequests"] + said["computingRows"] >= 4


def test_without_a_token_only_this_machine_manages_and_no_page_of_a_browser(
    store: Path, tmp_path: Path
):
    command = [sys.executable, "-m", MODULE, "serve", "--announce", "--store", str(store), *FREE]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    server = Server(process=process, store=store, **json.loads(process.stdout.readline()))
    try:
        models = server.management + "/models"
        assert server.ask("GET", models).status == 200
        assert server.ask("GET", models, Origin="http://evil.example").status == 401
        assert server.ask("GET", models, Host="evil.example:8081").status == 401
        assert server.ask("GET", models, Host="127.0.0.1.evil.example").status == 401
    finally:
        assert stop(process) == 0


def test_archives_of_a_bucket_are_served_and_registered(seaweed, tmp_path: Path):
    bucket = seaweed.new_bucket()
    address = f"s3://{bucket.name}/{bucket.prefix}".rstrip("/")
    kept = S3Store(bucket, cache=tmp_path / "put", keys=seaweed.keys)
    for version in ("1.0.0", "1.1.0"):
        kept.put(put_toy(tmp_path / "made", version, factor=float(version[2]) + 1))
    keys = {
        "AWS_ACCESS_KEY_ID": seaweed.keys.access_key_id,
        "AWS_SECRET_ACCESS_KEY": seaweed.keys.secret_access_key,
        "AWS_DEFAULT_REGION": "ap-northeast-2",
    }
    more = ("--s3-endpoint-url", seaweed.keys.endpoint_url, "--models", "toy=1.0.0")
    with running(address, tmp_path, *more, module=MODULE, **keys) as server:
        assert server.predict("toy", ASKED).json["prediction"]["total"] == 6.0
        url = f"/models?url={address}/toy-1.1.0.zip&synchronous=true&initial_workers=1"
        assert server.manage("POST", url).status == 200
        assert server.predict("toy/1.1.0", ASKED).json["prediction"]["total"] == 12.0
        elsewhere = "/models?url=s3://another/toy-1.1.0.zip"
        assert server.manage("POST", elsewhere).status == 400
    kept.close()
