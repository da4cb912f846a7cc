"""The development provider as a process of its own."""

import os
import socket
import subprocess
import sys

import httpx
import pytest

COMMAND = [sys.executable, "-m", "infra.emulated_idp"]


@pytest.fixture
def started(repository):
    """Starts the process and reads the address that it prints first."""
    running = []

    def start(*arguments: str) -> str:
        process = subprocess.Popen(
            [*COMMAND, *arguments], stdout=subprocess.PIPE, text=True, cwd=repository
        )
        running.append(process)
        return process.stdout.readline().strip()

    yield start
    for process in running:
        process.terminate()
        process.communicate(timeout=20)


async def test_it_takes_a_free_port_and_is_its_own_issuer(started):
    address = started("--port", "0")
    async with httpx.AsyncClient(base_url=address) as idp:
        document = (await idp.get("/.well-known/openid-configuration")).json()
    assert document["issuer"] == address.rstrip("/")


def test_it_refuses_to_start_in_production(repository):
    ended = subprocess.run(
        [*COMMAND, "--port", "0"],
        env=os.environ | {"OSAN__ENVIRONMENT": "production"},
        capture_output=True,
        text=True,
        cwd=repository,
        check=False,
    )
    assert ended.returncode == 2
    assert "OSAN__ENVIRONMENT" in ended.stderr


def test_a_busy_port_is_named_with_the_setting_that_changes_it(repository):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [*COMMAND, "--port", port], capture_output=True, text=True, cwd=repository, check=False
        )
    assert ended.returncode == 3
    assert port in ended.stderr
    assert "OSAN__IDP_EMULATOR__PORT" in ended.stderr
