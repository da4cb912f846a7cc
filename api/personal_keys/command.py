"""`osan-talk personal-keys`: see where the keys stand, rotate them, seal what waits."""

from collections.abc import Coroutine
from datetime import timedelta
from typing import Annotated, Any

import typer
from rich.console import Console

from infra.settings import load_settings

personal_keys = typer.Typer(
    help="The keys under which people's names lie sealed.", no_args_is_help=True
)

console = Console()


@personal_keys.command()
def status() -> None:
    """Show how many keys there are, what wraps them, and whether a rotation is under way."""
    from api.personal_keys.show import show_status

    _run(show_status(load_settings(), console))


@personal_keys.command()
def rotate(
    data: Annotated[
        bool,
        typer.Option("--data", help="Make new keys as well, and seal all values anew."),
    ] = False,
) -> None:
    """Wrap every key under the newest key-encryption key. When interrupted, run it again."""
    from api.personal_keys.run import rotate as rotate_keys

    _run(rotate_keys(load_settings(), console, data=data))


@personal_keys.command("seal-rest")
def seal_rest() -> None:
    """Seal what still lies in the clear, such as what was urgent while the store was down."""
    from api.personal_keys.run import seal_what_waits

    _run(seal_what_waits(load_settings(), console))


@personal_keys.command("drop-retired")
def drop_retired(
    days: Annotated[
        int, typer.Option(help="Retired longer ago than this; no backup may be older.")
    ],
) -> None:
    """Destroy the keys that a rotation retired and that nothing needs any more."""
    from api.personal_keys.run import drop_retired as drop

    _run(drop(load_settings(), console, age=timedelta(days=days)))


@personal_keys.command("new-wrapping")
def new_wrapping() -> None:
    """Print a new key-encryption key, to be put first into OSAN__KEYS__WRAPPING."""
    from infra.keys.wrapping import new_secret

    typer.echo(new_secret())


def _run(story: Coroutine[Any, Any, None]) -> None:
    import uvloop

    uvloop.run(story)
