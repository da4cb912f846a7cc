"""`osan-talk keys`: which keys sign access tokens, and the next one out of turn."""

from collections.abc import Coroutine
from typing import Annotated, Any, TypeVar

import typer

from infra.settings import load_settings

T = TypeVar("T")

keys = typer.Typer(help="The keys that sign access tokens.", no_args_is_help=True)


@keys.command("list")
def list_keys() -> None:
    """Show each key's state and its turn."""
    from rich.console import Console

    from api.keys.run import table_of_keys

    Console().print(_run(table_of_keys(load_settings())))


@keys.command()
def rotate(
    compromised: Annotated[
        bool,
        typer.Option(
            "--compromised",
            help="Somebody may hold a key: believe none of before; a new one signs at once.",
        ),
    ] = False,
) -> None:
    """Make the next key now. It signs in two hours, when everybody knows it."""
    from api.keys.run import make_key

    typer.echo(_run(make_key(load_settings(), compromised=compromised)))


def _run(story: Coroutine[Any, Any, T]) -> T:
    import uvloop

    return uvloop.run(story)
