"""`python -m infra.emulated_idp`: the development identity provider as a process of its own."""

import argparse
import os
import socket
import sys
from collections.abc import Sequence

import uvicorn

from infra.emulated_idp.app import build_app
from infra.emulated_idp.provider import Client

REFUSED, BUSY = 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted. Prints its address as the first line; 0 as port takes a free one.

    Returns 2 in production, where a sign-in without proof would open every door, and 3 when the
    port is busy.
    """
    arguments = _parser().parse_args(argv)
    if os.environ.get("OSAN__ENVIRONMENT", "").strip().lower() == "production":
        sys.stderr.write("the emulated identity provider does not start: OSAN__ENVIRONMENT\n")
        return REFUSED
    try:
        bound = _listen(arguments.host, arguments.port)
    except OSError as busy:
        sys.stderr.write(
            f"the emulated identity provider cannot listen on {arguments.host}:{arguments.port} "
            f"({busy}); choose another port: OSAN__IDP_EMULATOR__PORT or --port\n"
        )
        return BUSY
    _serve(arguments, bound)
    return 0


def _serve(arguments: argparse.Namespace, bound: socket.socket) -> None:
    address = f"http://{arguments.host}:{bound.getsockname()[1]}"
    client = Client(arguments.client_id, arguments.client_secret, tuple(arguments.redirect_uri))
    app = build_app(issuer=arguments.issuer or address, clients=[client])
    sys.stdout.write(f"{address}/\n")
    sys.stdout.flush()
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[bound])


def _listen(host: str, port: int) -> socket.socket:
    """Listening before the address is printed: who reads it may connect at once."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="infra.emulated_idp", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8091)
    parser.add_argument("--issuer", help="what it calls itself; by default its own address")
    parser.add_argument("--client-id", default=Client().client_id)
    parser.add_argument("--client-secret", default=Client().client_secret)
    parser.add_argument(
        "--redirect-uri", action="append", default=[], help="besides callbacks on loopback"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
