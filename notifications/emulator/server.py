"""The uvicorn server that runs the emulator and can cut a connection without an answer."""

import socket

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
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    bound.listen(2048)
    return bound


def make_server(app: ASGIApp) -> uvicorn.Server:
    """A quiet server; run it with `run(sockets=[listen(...)])`."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=CuttableProtocol,
            access_log=False,
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
    )
