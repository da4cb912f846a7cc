"""The command `osan-talk ask`, light to import: the work waits until it is called."""

from typing import Annotated

import typer

from api.ask.question import Question


def ask(
    citizen: Annotated[str | None, typer.Argument(help="Who asks, such as hana.")] = None,
    operation: Annotated[str | None, typer.Argument(help="What, such as commute_timeline.")] = None,
    about: Annotated[
        str | None, typer.Option("--about", help="Whom it is about, such as mina.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="A variable, as name=value; repeatable.")
    ] = None,
    only: Annotated[
        str | None, typer.Option(help="Print one value of the answer, such as me.id.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show what can be asked.")] = False,
) -> None:
    """Ask the running system what an app would ask, as a demo citizen.

    Ids of `--about` and the requestId are filled in; --set gives the rest.

    Status 0: answered, and a refusal is an answer. 1: an error, or nobody answers. 2: mistyped.
    """
    from api.ask.run import run
    from api.ask.show import show_operations
    from infra.settings import load_settings

    if listed:
        show_operations()
        return
    if citizen is None or operation is None:
        raise typer.BadParameter("say who asks and what, or --list")
    question = Question(citizen, operation, about, tuple(settings or ()), only)
    raise typer.Exit(run(load_settings(), question))
