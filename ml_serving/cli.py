"""`osan-talk models …` inside the models' environment; the house's command is a thin door to it.

Also `python -m ml_serving.cli`. Exit status: 0 done, 1 refused, with the reason on standard
error, 2 asked wrongly.
"""

from pathlib import Path
from typing import Annotated

import typer

from ml_serving.commands.telling import told_in_words

STORE = Path("var/models")
"""Where `provide` puts what this project ships, and where a development server looks."""

app = typer.Typer(
    name="osan-talk models",
    help="Archives of models: pack, look into, keep and fetch them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Store = Annotated[
    str, typer.Option(envvar="OSAN_MODEL_STORE", help="A folder, or s3://bucket/prefix.")
]
Into = Annotated[Path, typer.Option(help="The folder to write into.", file_okay=False)]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="name-version.zip")]


@app.command()
def pack(
    folder: Annotated[
        Path | None,
        typer.Argument(
            exists=True,
            file_okay=False,
            help="Holds model.json, weights.safetensors and golden/*.json|bin.",
        ),
    ] = None,
    from_torchvision: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="A detector of torchvision's by its name, such as ssdlite320_mobilenet_v3_large, "
            "with the weights that torchvision publishes.",
        ),
    ] = None,
    checkpoint: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="Those weights as a .pth file, where torchvision cannot download them.",
        ),
    ] = None,
    into: Into = STORE,
) -> None:
    """Make an archive of a model.

    From a folder, or from one of torchvision's own detectors.
    """
    from ml_serving.commands.pack import pack_folder, pack_torchvision

    if (folder is None) == (from_torchvision is None):
        raise typer.BadParameter("give either a folder or --from-torchvision NAME")
    with told_in_words():
        if folder is not None:
            pack_folder(folder, into=into)
        elif from_torchvision is not None:
            pack_torchvision(from_torchvision, checkpoint=checkpoint, into=into)


@app.command()
def inspect(
    archive: Annotated[str, typer.Argument(help="A file, or name-version.zip in the store.")],
    store: Store = str(STORE),
    as_json: Annotated[bool, typer.Option("--json", help="Print model.json itself.")] = False,
) -> None:
    """Check an archive, and show what it tells.

    Every part is checked; what it ought to tell and does not is named.
    """
    from ml_serving.commands.inspect import inspect as look_into

    with told_in_words():
        look_into(archive, store=store, as_json=as_json)


@app.command()
def push(archive: File, store: Store = str(STORE)) -> None:
    """Put an archive into a store.

    A version that is there is never replaced by another.
    """
    from ml_serving.commands.push import push as put

    with told_in_words():
        put(archive, store=store)


@app.command()
def pull(
    name: Annotated[str, typer.Argument(help="name-version.zip, as `list` shows it.")],
    store: Store = str(STORE),
    into: Into = Path(),
) -> None:
    """Fetch an archive from a store, and check it."""
    from ml_serving.commands.pull import pull as fetch

    with told_in_words():
        fetch(name, store=store, into=into)


@app.command("list")
def list_archives(
    store: Store = str(STORE),
    long: Annotated[bool, typer.Option("--long", help="Fetch each and look into it.")] = False,
) -> None:
    """Show which archives a store has."""
    from ml_serving.commands.list_archives import list_archives as show

    with told_in_words():
        show(store, long=long)


@app.command()
def provide(into: Into = STORE) -> None:
    """Gather the models that ship with this project.

    Into one folder, where `make run MODELS=1` serves them.
    """
    from ml_serving.commands.provide import provide as put_all

    with told_in_words():
        put_all(into)


if __name__ == "__main__":
    app(prog_name="osan-talk models")
