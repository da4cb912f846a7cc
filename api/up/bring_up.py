"""Bringing the house up, part by part, while somebody watches."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console

from api.up.house import House
from api.up.keeper import Keeper
from api.up.model_server import make_token
from api.up.part import ProcessPart
from api.up.wishes import Wishes
from infra.settings import Settings

_READY_WITHIN_S = 60.0
_MODELS_WITHIN_S = 240.0
"""Four processes that each import torch, on a machine that may have two cores."""
_HOPELESS = 4
"""A process that ends this often before it was ever ready will not come up by itself."""


class NotStartedError(Exception):
    """The house did not come up; the text says why."""


def bring_up(house: House, settings: Settings, console: Console, wishes: Wishes) -> None:
    """Start everything in order and wait until it answers, or until asked to stop.

    Raises NotStartedError or EmbeddedFailureError with why, leaving what runs to be stopped.
    """
    _begin_what_takes_long(house, settings)
    for part in house.emulators:
        part.start()
    for server in house.servers:
        with _step(console, server.name):
            server.start()
    with _step(console, "push emulator, identity provider"):
        _await_ready(house.emulators, wishes)
    if wishes.stop:
        return
    with _step(console, "schema and demo data"):
        _prepare_data(settings)
    for part in house.processes:
        part.start()
    with _step(console, "gateway, worker, relay, bridge, demo homes"):
        _await_ready(house.processes, wishes)
    if house.models and not wishes.stop:
        with _step(console, "models, each with its golden answers"):
            _await_ready(house.models, wishes, within_s=_MODELS_WITHIN_S)


def _begin_what_takes_long(house: House, settings: Settings) -> None:
    if house.models:
        make_token(settings)
    for part in house.models:
        part.start()


def _prepare_data(settings: Settings) -> None:
    """In a process of its own: what it imports and leaves open ends with it."""
    chore = ProcessPart("preparation", "prepare", state_dir=settings.state_dir)
    if chore.finish() != 0:
        raise NotStartedError(_complaint(chore, "the schema and demo data cannot be prepared"))


def _await_ready(
    parts: Sequence[ProcessPart], wishes: Wishes, *, within_s: float = _READY_WITHIN_S
) -> None:
    keepers = [Keeper(part, tell=lambda _: None) for part in parts]
    give_up = time.monotonic() + within_s
    while waiting := [part for part in parts if not part.ready]:
        if wishes.wait(0.05):
            return
        for keeper in keepers:
            keeper.look()
        hopeless = any(keeper.ends >= _HOPELESS for keeper in keepers)
        if hopeless or time.monotonic() > give_up:
            stuck = next((k.part for k in keepers if k.ends), waiting[0])
            raise NotStartedError(_complaint(stuck, f"the {stuck.name} does not come up"))


def _complaint(part: ProcessPart, what: str) -> str:
    return f"{what} (more in {part.log}):\n{part.last_words()}"


@contextmanager
def _step(console: Console, what: str) -> Iterator[None]:
    began = time.monotonic()
    with console.status(f"{what} …"):
        yield
    console.print(f"  ✓ {what}: {time.monotonic() - began:.1f} s", highlight=False)
