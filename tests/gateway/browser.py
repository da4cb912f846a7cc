"""A real Chromium without a network, driven over its DevTools socket."""

import asyncio
import json
import shutil
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen

import pytest
from websockets.asyncio.client import ClientConnection, connect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,850",
    "--remote-debugging-port=0",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)

NOTE_VIOLATIONS = """
    window.violations = [];
    addEventListener('securitypolicyviolation', (event) =>
        violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


class Page:
    """One open tab."""

    def __init__(self, devtools: ClientConnection) -> None:
        self._devtools = devtools
        self._ids = count(1)

    async def command(self, method: str, **parameters: Any) -> Any:
        """One DevTools command and its result."""
        id_ = next(self._ids)
        message = {"id": id_, "method": method, "params": parameters}
        await self._devtools.send(json.dumps(message))
        while True:
            answer = json.loads(await self._devtools.recv())
            if answer.get("id") == id_:
                return answer["result"]

    async def open(self, url: str) -> None:
        await self.command("Page.enable")
        await self.command("Page.addScriptToEvaluateOnNewDocument", source=NOTE_VIOLATIONS)
        await self.command("Page.navigate", url=url)

    async def evaluate(self, script: str) -> Any:
        """The JSON value of a JavaScript expression."""
        result = await self.command("Runtime.evaluate", expression=script, returnByValue=True)
        return result["result"].get("value")

    async def until(self, script: str, *, within_s: float = 60) -> None:
        """Returns once the expression is true."""
        async with asyncio.timeout(within_s):
            while not await self.evaluate(script):  # noqa: ASYNC110 - the page decides
                await asyncio.sleep(0.1)

    async def screenshot(self, path: Path) -> None:
        shot = await self.command("Page.captureScreenshot")
        await asyncio.to_thread(path.write_bytes, b64decode(shot["data"]))


@asynccontextmanager
async def a_browser() -> AsyncIterator[Page]:
    """A fresh browser with one tab; skips the test where there is no Chromium."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            CHROMIUM,
            *FLAGS,
            f"--user-data-dir={profile}",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            address = await asyncio.to_thread(_new_tab, await _port(Path(profile)))
            async with connect(address, max_size=None) as devtools:
                yield Page(devtools)
        finally:
            process.terminate()
            await process.wait()


async def _port(profile: Path) -> int:
    told = profile / "DevToolsActivePort"
    async with asyncio.timeout(60):
        while not told.exists() or not told.read_text():  # noqa: ASYNC110 - the browser decides
            await asyncio.sleep(0.05)
    return int(told.read_text().splitlines()[0])


def _new_tab(port: int) -> str:
    request = Request(f"http://127.0.0.1:{port}/json/new", method="PUT")
    with urlopen(request) as response:
        return str(json.load(response)["webSocketDebuggerUrl"])
