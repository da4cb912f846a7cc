"""`python -m ml_serving serve`: the model server as a process of its own."""

import argparse
import asyncio
import gc
import json
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

import uvloop

from ml_serving.arguments import parser, settings_of
from ml_serving.contract import Refusal
from ml_serving.descriptors import connections_within
from ml_serving.host import HostSettings
from ml_serving.listeners import Bound, Surroundings
from ml_serving.serve import serve
from ml_serving.settings import Settings, why_not
from ml_serving.startup import wanted_of
from ml_serving.stores import Keys, open_store

REFUSED, BUSY = 2, 3
RARELY = (50_000, 20, 100)
"""What a request leaves behind is freed by counting; looking for cycles may wait."""


def main(argv: Sequence[str] | None = None, *, host: HostSettings | None = None) -> int:
    """Serve until SIGTERM. Returns 2 when it was set up wrongly, 3 when an address or the store
    cannot be had; the reason goes to standard error. `host` is for whoever serves architectures
    that are not ours."""
    arguments = parser().parse_args(argv)
    try:
        settings = settings_of(arguments, host or HostSettings())
    except OSError as unreadable:
        return _say(f"the token file cannot be read: {unreadable}", REFUSED)
    refused = why_not(settings)
    if refused is not None:
        return _refuse(refused)
    gc.set_threshold(*RARELY)
    try:
        return _run(_with_room(settings), arguments)
    except OSError as unavailable:
        return _say(str(unavailable), BUSY)


def _with_room(settings: Settings) -> Settings:
    wanted = settings.limits.connections
    room = connections_within(wanted)
    if room < wanted:
        _tell(f"{room} connections at most: this process may open no more files")
    return replace(settings, limits=replace(settings.limits, connections=room))


def _run(settings: Settings, arguments: argparse.Namespace) -> int:
    keys = Keys(endpoint_url=arguments.s3_endpoint_url)
    store = open_store(settings.store, cache=settings.cache, keys=keys)
    if isinstance(store, Refusal):
        return _refuse(store)
    wanted = wanted_of(store.list(), settings.models, settings.workers)
    if isinstance(wanted, Refusal):
        return _refuse(wanted)
    surroundings = Surroundings(_announcer(arguments.announce), _tell, socket.gethostname())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings, store, wanted, surroundings))
    return 0


def _announcer(as_json: bool) -> Callable[[Bound], None]:
    def announce(bound: Bound) -> None:
        addresses = asdict(bound)
        lines = [f"{name:<11}{url}" for name, url in addresses.items()]
        sys.stdout.write((json.dumps(addresses) if as_json else "\n".join(lines)) + "\n")
        sys.stdout.flush()

    return announce


def _tell(what: object) -> None:
    sys.stderr.write(f"{what!r}\n" if isinstance(what, BaseException) else f"{what}\n")
    sys.stderr.flush()


def _refuse(refusal: Refusal) -> int:
    return _say(f"{refusal.reason}; expected: {refusal.expected}", REFUSED)


def _say(what: str, status: int) -> int:
    _tell(f"the model server does not start: {what}")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
