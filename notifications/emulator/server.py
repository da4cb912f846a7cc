"""The uvicorn server that runs the emulator, with its fast way for sends."""

import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from notifications.emulator.app import exchange_of, sends_of
from notifications.emulator.front import front_of


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one. Raises OSError when the port is busy."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    bound.listen(2048)
    return bound


class EndingServer(uvicorn.Server):
    """Tells the application to end its endless streams as soon as a signal asks to stop."""

    def __init__(self, config: uvicorn.Config, *, on_exit: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_exit = on_exit

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._on_exit()
        super().handle_exit(sig, frame)


def make_server(app: Starlette) -> uvicorn.Server:
    """A quiet server for what `build_app` made; run it with `run(sockets=[listen(...)])`."""
    exchange = exchange_of(app)
    config = uvicorn.Config(
        app,
        http=front_of(exchange, sends_of(app)),  # type: ignore[arg-type]
        loop="uvloop",
        access_log=False,
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    return EndingServer(config, on_exit=exchange.feed.close)
