"""`python -m notifications.emulator`: the push emulator as a process of its own."""

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from notifications.emulator.app import build_app
from notifications.emulator.exchange import Options
from notifications.emulator.server import listen, make_server
from notifications.emulator.wire import Wire

REFUSED, BUSY = 2, 3
RARELY = (50_000, 20, 100)
"""Phones live long and hold no cycles: what looks for garbage among them finds none."""


def main(argv: Sequence[str] | None = None, *, now: Callable[[], float] = time.time) -> int:
    """Serve until interrupted. Prints its address as the first line; 0 as port takes a free one.
    `now` gives Unix seconds: a drill's clock, where one moves it.

    Returns 2 in production, where nobody may mistake it for the real service, and 3 when the
    port is busy.
    """
    arguments = _parser().parse_args(argv)
    if os.environ.get("OSAN__ENVIRONMENT", "").strip().lower() == "production":
        sys.stderr.write("the push emulator does not start: OSAN__ENVIRONMENT=production\n")
        return REFUSED
    try:
        bound = listen(arguments.host, arguments.port)
    except OSError as busy:
        sys.stderr.write(
            f"the push emulator cannot listen on {arguments.host}:{arguments.port} ({busy}); "
            "choose another port: OSAN__PUSH_EMULATOR__PORT or --port\n"
        )
        return BUSY
    sys.stdout.write(f"http://{arguments.host}:{bound.getsockname()[1]}/\n")
    sys.stdout.flush()
    gc.set_threshold(*RARELY)
    with suppress(KeyboardInterrupt):
        make_server(build_app(options=_options(arguments), now=now)).run(sockets=[bound])
    return 0


def _options(arguments: argparse.Namespace) -> Options:
    return Options(
        strict=arguments.strict,
        seed=arguments.seed,
        journal_length=arguments.journal_length,
        light=arguments.light,
        wire=Wire(
            latency_s=arguments.latency_ms / 1e3,
            max_connections_per_client=arguments.max_connections_per_client,
        ),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="notifications.emulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--strict", action="store_true", help="an unknown token is UNREGISTERED")
    parser.add_argument("--seed", type=int, default=0, help="of every dice in here")
    parser.add_argument("--journal-length", type=int, default=20_000, help="entries kept in full")
    parser.add_argument("--light", action="store_true", help="phones are counted, not kept")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="before each answer")
    parser.add_argument("--max-connections-per-client", type=int, help="an access token's")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
