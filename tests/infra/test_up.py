"""`osan-talk up`: starts a whole Osan, leaves nothing behind, and survives being killed."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import asyncpg
import psutil
import pytest

from infra.embedded import free_port

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120.0
"""Generous: other tests may have the machine's other core."""

PORTS = {
    "OSAN__EMBEDDED__POSTGRES_PORT": "postgres",
    "OSAN__EMBEDDED__VALKEY_PORT": "valkey",
    "OSAN__EMBEDDED__MQTT_PORT": "mqtt",
    "OSAN__GATEWAY__PORT": "gateway",
    "OSAN__PUSH_EMULATOR__PORT": "phones",
    "OSAN__IDP_EMULATOR__PORT": "idp",
}


class Osan:
    """One state folder and its ports; `up` can be run in it again and again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ports = {name: free_port() for name in PORTS.values()}
        self.env = {
            **os.environ,
            **{setting: str(self.ports[name]) for setting, name in PORTS.items()},
            "OSAN__STATE_DIR": str(home),
            "COLUMNS": "100",
        }
        self._runs: list[subprocess.Popen[str]] = []

    def up(self) -> subprocess.Popen[str]:
        said = (self.home / f"said-{len(self._runs)}").open("w+")
        run = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "up"],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._runs.append(run)
        return run

    def said(self, run: subprocess.Popen[str]) -> str:
        return (self.home / f"said-{self._runs.index(run)}").read_text()

    def running(self) -> subprocess.Popen[str]:
        """`up`, waited for until its screen is complete."""
        run = self.up()
        until(lambda: "Ctrl-C" in self.said(run) or run.poll() is not None)
        assert run.poll() is None, self.said(run)
        return run

    def answers(self, path: str) -> dict[str, object]:
        with urlopen(f"http://127.0.0.1:{self.ports['gateway']}{path}") as answer:
            return json.load(answer)

    async def ask(self, sql: str) -> object:
        url = f"postgres://osan@127.0.0.1:{self.ports['postgres']}/osan"
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    def processes(self) -> list[psutil.Process]:
        """Everything that runs for this folder: children of `up`, known by its environment."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            mine = process.environ().get("OSAN__STATE_DIR") == str(self.home)
            return mine and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def end(self) -> None:
        for run in self._runs:
            if run.poll() is None:
                run.terminate()
                run.wait(PATIENCE_S)


@pytest.fixture
def osan(open_folder):
    osan = Osan(open_folder)
    yield osan
    osan.end()


@pytest.mark.slow
async def test_a_house_lives_through_a_lost_part_and_its_own_death_and_leaves_nothing(osan):
    """One house for all chapters: to start it takes the longest."""
    run = osan.running()
    everything_runs(osan, run)
    a_second_one_is_refused(osan, run)
    a_part_that_dies_is_started_again(osan, run)

    await osan.ask("CREATE TABLE kept AS SELECT 42 AS answer")
    run.kill()
    run.wait(PATIENCE_S)
    again = osan.running()
    assert await osan.ask("SELECT answer FROM kept") == 42
    assert osan.answers("/readyz") == {"ready": True}
    a_ctrl_c_leaves_nothing(osan, again)


def everything_runs(osan, run):
    assert osan.answers("/readyz") == {"ready": True}
    assert "Demo sign-ins" in osan.said(run)
    assert re.search(r"Started in \d+\.\d s", osan.said(run))
    assert len(osan.processes()) > 6


def a_second_one_is_refused(osan, run):
    second = osan.up()
    assert second.wait(PATIENCE_S) == 1
    assert f"already runs (pid {run.pid})" in osan.said(second)


def a_part_that_dies_is_started_again(osan, run):
    (gateway,) = (p for p in osan.processes() if p.cmdline()[-1:] == ["serve"])
    gateway.kill()
    assert until(lambda: "gateway ended; starting it again" in osan.said(run))
    assert until(lambda: is_taken(osan.ports["gateway"]))


def a_ctrl_c_leaves_nothing(osan, run):
    run.send_signal(signal.SIGINT)
    assert run.wait(PATIENCE_S) == 0
    assert osan.processes() == []
    assert [port for port in osan.ports.values() if is_taken(port)] == []


def test_a_busy_port_is_named_with_its_setting_and_nothing_is_started(osan):
    with socket.create_server(("127.0.0.1", osan.ports["phones"])):
        run = osan.up()
        assert run.wait(PATIENCE_S) == 1
    said = osan.said(run).replace("\n", " ")
    assert f"Port {osan.ports['phones']} of the push emulator is busy" in said
    assert "OSAN__PUSH_EMULATOR__PORT=" in said
    assert not (osan.home / "postgres" / "PG_VERSION").exists()
    assert osan.processes() == []


def test_a_wrong_setting_stops_the_start_with_its_name_and_why(osan):
    osan.env["OSAN__GATEWAY__PORT"] = "eight thousand"
    run = osan.up()
    assert run.wait(PATIENCE_S) == 2
    assert osan.said(run).startswith("OSAN__GATEWAY__PORT: a text of 14 characters was given; ")


def test_production_is_not_started_by_up(osan):
    osan.env["OSAN__ENVIRONMENT"] = "production"
    run = osan.up()
    assert run.wait(PATIENCE_S) != 0
    assert osan.processes() == []


def is_taken(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def until(happened, within_s: float = PATIENCE_S) -> bool:
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        if happened():
            return True
        time.sleep(0.05)
    return False
