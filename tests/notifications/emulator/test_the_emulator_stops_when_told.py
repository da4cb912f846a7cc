"""Ctrl-C ends the emulator cleanly, even with pages still watching."""

import asyncio
import signal
import sys

import httpx

COMMAND = (sys.executable, "-m", "notifications.emulator", "--port", "0")


async def test_an_open_page_does_not_keep_it_alive_or_make_it_complain() -> None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    address = (await asyncio.wait_for(process.stdout.readline(), timeout=30)).decode().strip()
    async with (
        httpx.AsyncClient(base_url=address, timeout=20) as http,
        http.stream("GET", "/control/events") as events,
    ):
        lines = events.aiter_lines()
        assert await anext(lines) == "retry: 1000"
        process.send_signal(signal.SIGINT)
        _, complaints = await asyncio.wait_for(process.communicate(), timeout=20)

    assert (process.returncode, complaints) == (0, b"")
