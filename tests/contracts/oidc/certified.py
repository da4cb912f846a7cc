"""The certified OpenID provider as a process, and the knobs by which tests make it misbehave."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from gateway.playground.npm import node_command

from tests.contracts.graphql.node_clients import installed

SCRIPTS = Path(__file__).parent / "provider"
SECRET = "a-secret-of-the-contract-tests"
ISSUERS = ("city", "school", "county")
PATIENCE_S = 30


@dataclass(frozen=True)
class Certified:
    """Three issuers of it: a city's, a school's and a county's."""

    city: str
    school: str
    county: str
    knobs: str

    async def rotate(self, issuer: str = "city") -> None:
        await self._turn("rotate", issuer)

    async def misbehave(self, wrong: str, issuer: str = "city") -> None:
        await self._turn("wrong", issuer, wrong)

    async def go_down(self, issuer: str = "city") -> None:
        await self._turn("down", issuer, "yes")

    async def behave(self) -> None:
        for issuer in ISSUERS:
            await self._turn("wrong", issuer, "")
            await self._turn("down", issuer, "no")

    async def asked(self, issuer: str = "city") -> dict[str, int]:
        """How often each of its documents was fetched so far."""
        return await self._turn("asked", issuer)

    async def _turn(self, knob: str, issuer: str, what: str = "") -> dict[str, int]:
        async with httpx.AsyncClient(verify=False) as http:
            answer = await http.post(
                f"{self.knobs}/{knob}", params={"issuer": issuer, "what": what}
            )
        return answer.json()["asked"]


@asynccontextmanager
async def certified_provider(gateway: str) -> AsyncIterator[Certified]:
    """Starts it with `gateway` as the address of its one client; gone when the block ends."""
    home = installed(SCRIPTS)
    for script in SCRIPTS.glob("*.mjs"):
        (home / script.name).write_bytes(script.read_bytes())
    process = await asyncio.create_subprocess_exec(
        *node_command(),
        "main.mjs",
        gateway,
        cwd=home,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), PATIENCE_S)
        yield Certified(**json.loads(line))
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
