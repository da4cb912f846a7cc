"""The commands `osan-talk predict …`, light to import: the work waits until it is called."""

from pathlib import Path
from typing import Annotated

import typer

predict = typer.Typer(
    help="Ask the models what the domains ask them, with invented shops, learners and homes.",
    no_args_is_help=True,
)
Url = Annotated[str | None, typer.Option(help="Where the model server answers.")]


@predict.command()
def crossing(
    frame: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JPEG or PNG")],
    url: Url = None,
) -> None:
    """Who is on a camera's frame."""
    from api.predict.ask import look

    look(frame, url=url)


@predict.command()
def demand(url: Url = None) -> None:
    """What an invented café will sell tomorrow."""
    from api.predict.ask import foresee

    foresee(url=url)


@predict.command()
def knowledge(url: Url = None) -> None:
    """What an invented learner knows after some answers."""
    from api.predict.ask import assess

    assess(url=url)


@predict.command()
def quiet(url: Url = None) -> None:
    """Whether an invented grandmother has been quiet for too long."""
    from api.predict.ask import judge

    judge(url=url)
