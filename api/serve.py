"""The gateway as a process: uvicorn, told to stop, lets requests finish and streams say goodbye."""

import gc
import socket
from collections.abc import Callable

import uvicorn
from gateway.draining_server import DrainingServer
from starlette.applications import Starlette

from infra.settings import Settings


def serve(settings: Settings) -> None:
    """Serve until told to stop. The first line printed is the address, whatever port it got.

    Raises OSError when the port is busy.
    """
    from api.app import build_app

    app = build_app(settings)
    spare_the_collector()
    with _listen(settings.gateway.host, settings.gateway.port) as bound:
        host, port = bound.getsockname()[:2]
        print(f"http://{host}:{port}", flush=True)  # noqa: T201 - a shell reads it
        DrainingServer(_config(app, settings), drain=_drain_of(app)).run(sockets=[bound])


def spare_the_collector() -> None:
    """Let the garbage collector skip what was built at start-up, and come less often.

    A gateway makes many small objects and few cycles; by default each ten thousandth looks
    through all of the schema again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def _config(app: Starlette, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        ws_max_size=settings.gateway.max_body_bytes,
        timeout_graceful_shutdown=round(settings.gateway.drain_s),
    )


def _drain_of(app: Starlette) -> Callable[[], None]:
    """What ends the app's long answers: `app.state.drain`."""
    drain: Callable[[], None] = app.state.drain
    return drain


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, the event loop sets TCP_NODELAY on what it accepts.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    bound.listen(2048)
    return bound
