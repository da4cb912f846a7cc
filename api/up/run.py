"""The story of one `osan-talk up`: from an idle machine to a running Osan and back."""

import time

import psutil
from rich.console import Console

from api.up.bring_up import NotStartedError, bring_up
from api.up.house import House, build_house
from api.up.keeper import Keeper
from api.up.model_server import ModelsNotInstalledError
from api.up.only_one import AlreadyRunningError, Turn, our_turn
from api.up.ports import busy, settle_free_ports
from api.up.screen import show_welcome
from api.up.wishes import Wishes, die_with_parent, listening_to_wishes
from infra.embedded import EmbeddedFailureError
from infra.settings import Settings

_LOOK_EVERY_S = 0.2


def up(settings: Settings, *, with_parent: bool = False) -> int:
    """Run until asked to stop. Exit status: 0 stopped as asked, 1 could not start."""
    console = Console(soft_wrap=True)
    if settings.environment == "production":
        console.print("`up` is for development machines; in production run the processes apart.")
        return 1
    if with_parent:
        die_with_parent()
    try:
        with listening_to_wishes() as wishes, our_turn(settings.state_dir) as turn:
            return _live(settings, console, wishes, turn)
    except AlreadyRunningError as running:
        console.print(f"{running}. Stop it with Ctrl-C there, or: kill {running.pid}")
    except (NotStartedError, ModelsNotInstalledError, EmbeddedFailureError) as failure:
        console.print(str(failure), style="red", markup=False, highlight=False)
    except PermissionError as refused:
        console.print(
            f"{refused.filename} belongs to another user (was this run as root before?). "
            "Run as that user, or choose another folder: OSAN__STATE_DIR",
            style="red",
        )
    return 1


def _live(settings: Settings, console: Console, wishes: Wishes, turn: Turn) -> int:
    settings = settle_free_ports(settings)
    house = build_house(settings)
    house.stop_leftovers()
    if complaints := busy(settings):
        raise NotStartedError("\n".join(complaints))
    try:
        wishes.when_hurried = house.hurry
        bring_up(house, settings, console, wishes)
        if not wishes.stop:
            show_welcome(console, settings, data=_place_of_data(house), took=_took())
            _keep(house, console, wishes)
        console.print("\nStopping … (Ctrl-C again: without waiting for requests to finish)")
    finally:
        turn.say("stopping")
        took = _stop(house)
    console.print(f"Stopped in {took:.1f} s; nothing runs any more.", highlight=False)
    return 0


def _keep(house: House, console: Console, wishes: Wishes) -> None:
    def tell(what: str) -> None:
        console.print(f"{time.strftime('%H:%M:%S')} {what}", markup=False, highlight=False)

    keepers = [Keeper(part, tell=tell) for part in house.stopping_order]
    while not wishes.wait(_LOOK_EVERY_S):
        for keeper in keepers:
            keeper.look()


def _stop(house: House) -> float:
    """Stop all that runs, in order; how many seconds that took."""
    began = time.monotonic()
    for part in house.stopping_order:
        part.stop()
    return time.monotonic() - began


def _place_of_data(house: House) -> str:
    return str(house.postgres.data) if house.postgres is not None else "in a database elsewhere"


def _took() -> str:
    """How long the start took, from the very beginning of this process; and the installation."""
    from infra.setup import stamp

    started = f"Started in {time.time() - psutil.Process().create_time():.1f} s."
    installed = stamp.read().get("seconds")
    return f"Installed in {installed} s. {started}" if installed else started
