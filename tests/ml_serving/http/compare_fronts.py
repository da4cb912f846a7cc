"""`.venv/bin/python -m tests.ml_serving.http.compare_fronts`: our front beside uvicorn.

CPU seconds a request of the serving process alone, for the same small answer after one turn of
the loop, over 16 kept connections; in turns, in one run. uvicorn has the same parser and loop, and
a bare ASGI callable. Run it with the house's environment, which has uvicorn.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import uvloop

BODY = b'{"x":[1,2,3]}'
ANSWER = b'{"total":6.0}'
HEAD = b"POST /predictions/toy HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
REQUEST = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
LANES, REQUESTS, TURNS = 16, 12_000, 5
TICK = os.sysconf("SC_CLK_TCK")


async def ours(port: int) -> None:
    from ml_serving.http.limits import Limits
    from ml_serving.http.listener import Plan, listen
    from ml_serving.http.message import Request, Response

    async def answer(request: Request) -> Response:
        await asyncio.sleep(0)
        return Response(200 if request.body == BODY else 400, ANSWER)

    def date() -> str:
        return "Sun, 22 Nov 2026 12:00:00 GMT"

    await listen(Plan("127.0.0.1", port, answer, Limits(), lambda _: 10**6, date, print))
    await asyncio.Event().wait()


async def uvicorns(port: int) -> None:
    import uvicorn

    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(ANSWER))]

    async def app(scope, receive, send):
        message = await receive()
        await asyncio.sleep(0)
        status = 200 if message["body"] == BODY else 400
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": ANSWER})

    config = uvicorn.Config(
        app, port=port, http="httptools", access_log=False, log_level="warning", lifespan="off"
    )
    await uvicorn.Server(config).serve()


async def lane(port: int, count: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(count):
        writer.write(REQUEST)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        assert await reader.readexactly(len(ANSWER)) == ANSWER
    writer.close()


async def load(port: int, count: int) -> None:
    await asyncio.gather(*(lane(port, count // LANES) for _ in range(LANES)))


def cpu_s(pid: int) -> float:
    told = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(told[11]) + int(told[12])) / TICK


@contextmanager
def front(name: str) -> Iterator[tuple[int, int]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", __spec__.name, name, str(port)])
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        yield process.pid, port
    finally:
        process.kill()
        process.wait()


def cost_us(name: str) -> float:
    with front(name) as (pid, port):
        uvloop.run(load(port, REQUESTS // 6))
        before = cpu_s(pid)
        uvloop.run(load(port, REQUESTS))
        return (cpu_s(pid) - before) / REQUESTS * 1e6


def main() -> None:
    ratios = []
    for _ in range(TURNS):
        our, theirs = cost_us("ours"), cost_us("uvicorns")
        ratios.append(our / theirs)
        print(f"ours {our:.0f} µs, uvicorn {theirs:.0f} µs of CPU a request: {ratios[-1]:.2f}")
    print(f"ratio: median {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        uvloop.run({"ours": ours, "uvicorns": uvicorns}[sys.argv[1]](int(sys.argv[2])))
    else:
        main()
