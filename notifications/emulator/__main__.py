"""`python -m notifications.emulator`: the push emulator as a process of its own."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from notifications.emulator.app import build_app, exchange_of
from notifications.emulator.exchange import Options
from notifications.emulator.server import listen, make_server

REFUSED, BUSY = 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted. Prints its address as the first line; 0 as port takes a free one.

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
    options = Options(
        strict=arguments.strict, seed=arguments.seed, journal_length=arguments.journal_length
    )
    app = build_app(options=options)
    with suppress(KeyboardInterrupt):
        make_server(app, on_exit=exchange_of(app).feed.close).run(sockets=[bound])
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="notifications.emulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--strict", action="store_true", help="an unknown token is UNREGISTERED")
    parser.add_argument("--seed", type=int, default=0, help="of every dice in here")
    parser.add_argument("--journal-length", type=int, default=20_000, help="entries kept in full")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
