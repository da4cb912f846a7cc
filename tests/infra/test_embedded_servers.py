"""The embedded servers keep what was committed, whatever is killed, and leave nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import psutil
import pytest
from redis import Redis

from infra.embedded import EmbeddedFailureError, EmbeddedPostgres, EmbeddedValkey, free_port


@pytest.fixture
def postgres(open_folder):
    server = EmbeddedPostgres(home=open_folder, durable=False)
    yield server
    server.stop()


@pytest.fixture
def valkey_server(open_folder):
    server = EmbeddedValkey(home=open_folder)
    yield server
    server.stop()


async def ask(server: EmbeddedPostgres, sql: str) -> object:
    connection = await asyncpg.connect(server.url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def test_committed_rows_outlive_a_kill_of_the_server(postgres):
    postgres.start()
    await ask(postgres, "CREATE TABLE kept AS SELECT 1 AS n")
    os.kill(postgres.pid, signal.SIGKILL)
    postgres.start()
    assert await ask(postgres, "SELECT n FROM kept") == 1


async def test_a_server_left_by_a_killed_parent_is_replaced_with_its_data(open_folder, postgres):
    first = abandoned(f"EmbeddedPostgres(home=Path({str(open_folder)!r}), durable=False)")
    postgres.start()
    assert until(lambda: not psutil.pid_exists(first))
    assert await ask(postgres, "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives PostgreSQL another user")
async def test_root_finds_a_place_where_postgres_may_work_and_never_a_second_one(open_folder):
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    sheltered = EmbeddedPostgres(home=closed, durable=False)
    try:
        sheltered.start()
        assert not sheltered.data.is_relative_to(closed)
        sheltered.stop()
        closed.chmod(0o755)
        assert EmbeddedPostgres(home=closed).data == sheltered.data
    finally:
        sheltered.stop()
        shutil.rmtree(sheltered.data.parent)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives PostgreSQL another user")
def test_data_behind_a_door_that_was_closed_are_not_replaced_by_empty_ones(open_folder):
    home = open_folder / "home"
    server = EmbeddedPostgres(home=home, durable=False)
    server.start()
    server.stop()
    home.chmod(0o700)
    with pytest.raises(EmbeddedFailureError, match="chmod"):
        EmbeddedPostgres(home=home).start()


async def test_a_folder_named_from_here_is_as_good_as_any(open_folder, monkeypatch):
    monkeypatch.chdir(open_folder)
    server = EmbeddedPostgres(home=Path("here"), durable=False)
    try:
        server.start()
        assert await ask(server, "SELECT 1") == 1
    finally:
        server.stop()


async def test_a_pid_file_that_now_names_a_stranger_does_not_stop_the_start(postgres):
    postgres.start()
    note = postgres.data / "postmaster.pid"
    lines = note.read_text().splitlines()
    postgres.stop()
    note.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    postgres.start()
    assert await ask(postgres, "SELECT 1") == 1


def test_a_stopped_server_leaves_no_process(postgres):
    postgres.start()
    family = [psutil.Process(postgres.pid), *psutil.Process(postgres.pid).children()]
    postgres.stop()
    assert psutil.wait_procs(family, timeout=10)[1] == []


async def test_it_listens_on_loopback_only_and_is_durable_unless_told_otherwise(open_folder):
    server = EmbeddedPostgres(home=open_folder)
    server.start()
    try:
        assert await ask(server, "SHOW listen_addresses") == "127.0.0.1"
        assert await ask(server, "SHOW fsync") == "on"
        assert await ask(server, "SHOW synchronous_commit") == "on"
    finally:
        server.stop()


async def test_its_log_quotes_no_row_and_no_value(postgres, open_folder):
    postgres.start()
    connection = await asyncpg.connect(postgres.url)
    await connection.execute("CREATE TABLE people (name text PRIMARY KEY, age int CHECK (age > 0))")
    await connection.execute("INSERT INTO people VALUES ($1, 3)", "kanari")
    for age in (4, -1):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await connection.execute("INSERT INTO people VALUES ($1, $2)", "kanari", age)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await connection.execute("INSERT INTO people VALUES ('kanari', 5)")
    await connection.close()
    said = (open_folder / "logs" / "postgres.log").read_text()
    assert said.count("ERROR:") == 3
    assert "kanari" not in said


def test_a_busy_port_is_told_in_words(open_folder, valkey_server):
    valkey_server.start()
    taken = EmbeddedPostgres(home=open_folder, port=valkey_server.port, durable=False)
    with pytest.raises(EmbeddedFailureError, match="Address already in use"):
        taken.start()


def test_valkey_comes_back_on_its_port_after_a_kill(valkey_server):
    valkey_server.start()
    os.kill(valkey_server.pid, signal.SIGKILL)
    valkey_server.start()
    with Redis.from_url(valkey_server.url) as client:
        assert client.ping()


def test_a_valkey_left_by_a_killed_parent_gives_up_its_port(open_folder):
    port = free_port()
    abandoned(f"EmbeddedValkey(home=Path({str(open_folder)!r}), port={port})")
    server = EmbeddedValkey(home=open_folder, port=port)
    server.start()
    server.stop()


def abandoned(server: str) -> int:
    """Start `server` in a process of its own, kill that process -9, and tell the server's pid."""
    story = (
        "import signal, time; from pathlib import Path\n"
        "from infra.embedded import EmbeddedPostgres, EmbeddedValkey\n"
        f"server = {server}; server.start(); print(server.pid, flush=True); time.sleep(60)"
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen([sys.executable, "-c", story], stdout=subprocess.PIPE, cwd=root)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    return pid


def until(happened, within_s: float = 10.0) -> bool:
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        if happened():
            return True
        time.sleep(0.02)
    return False
