"""The uvicorn server that runs the emulator and can cut a connection without an answer."""

import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class CuttableProtocol(HttpToolsProtocol):
    """Lends each request a way to cut its own connection, for answers that must get lost."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        cut: dict[object, object] = {"now": self.transport.abort}
        self.scope["extensions"] = {"emulator.cut_connection": cut}


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


def make_server(app: ASGIApp, *, on_exit: Callable[[], None]) -> uvicorn.Server:
    """A quiet server; run it with `run(sockets=[listen(...)])`."""
    config = uvicorn.Config(
        app,
        http=CuttableProtocol,
        access_log=False,
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    return EndingServer(config, on_exit=on_exit)
