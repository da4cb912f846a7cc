"""Real JavaScript clients, run by node against a listening gateway."""

import asyncio
import json
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from gateway.playground.npm import NpmMissing, install, node_command

SCRIPTS = Path(__file__).parent / "clients"
CACHE = Path(__file__).parents[3] / ".osan" / "node"
PATIENCE_S = 60


@dataclass(frozen=True)
class Line:
    """Something a client said had happened."""

    what: str
    detail: Any


def installed(package: Path = SCRIPTS) -> Path:
    """Where a folder's package.json is installed: the clients', unless another is named.

    When npm cannot fetch them the test is skipped, saying why; with OSAN_REQUIRE_NODE it fails.
    """
    try:
        return install(package, into=CACHE)
    except NpmMissing as missing:
        give_up(str(missing))
    except subprocess.CalledProcessError as failed:
        give_up(f"npm could not install {package.name}: {failed.stderr[-300:]}")


def give_up(reason: str) -> NoReturn:
    """Skip where a developer works without npm; fail where a change is judged."""
    (pytest.fail if os.environ.get("OSAN_REQUIRE_NODE") else pytest.skip)(reason)


class Client:
    """One running script."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        assert process.stdout is not None
        self._stdout = process.stdout

    async def line(self) -> Line:
        """The next thing that happened."""
        text = await asyncio.wait_for(self._stdout.readline(), PATIENCE_S)
        assert text, "the client ended early"
        return Line(**{"detail": None, **json.loads(text)})

    async def lines(self) -> list[Line]:
        """Everything that still happens until the client ends by itself."""
        text = await asyncio.wait_for(self._stdout.read(), PATIENCE_S)
        assert await self._process.wait() == 0
        return [Line(**{"detail": None, **json.loads(line)}) for line in text.splitlines()]


@asynccontextmanager
async def client(script: str, *arguments: str) -> AsyncIterator[Client]:
    """Starts `clients/<script>.mjs`; its process is gone when the block ends."""
    home = installed()
    (home / f"{script}.mjs").write_bytes((SCRIPTS / f"{script}.mjs").read_bytes())
    process = await asyncio.create_subprocess_exec(
        *node_command(), f"{script}.mjs", *arguments, cwd=home, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Client(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def play(script: str, *arguments: str) -> list[Line]:
    """Everything that happened in a scene, from its start to its end."""
    async with client(script, *arguments) as running:
        return await running.lines()
