"""`osan-talk offices`."""

from typing import Annotated

import typer

from infra.settings import load_settings

offices = typer.Typer(help="The first offices of a new city.", no_args_is_help=True)

REFUSED = 1


@offices.callback()
def _offices() -> None:
    """Keeps `first-operator` a command of its own."""


@offices.command("first-operator")
def first_operator(
    person: Annotated[str, typer.Argument(help="Their id as the API tells it, `me.id`.")],
) -> None:
    """Make somebody one of a new city's first two operators, who appoint everybody else.

    Exit status 0: they are one. 1: refused, with why.
    """
    import uvloop

    from api.offices.appoint import Refused, appoint

    outcome = uvloop.run(appoint(load_settings(), person))
    typer.echo(outcome.why if isinstance(outcome, Refused) else "✓ they are an operator")
    raise typer.Exit(REFUSED if isinstance(outcome, Refused) else 0)
