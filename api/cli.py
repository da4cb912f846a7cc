"""`osan-talk`: every process and every chore of the house, each a thin call."""

import sys
from collections.abc import Coroutine
from importlib import import_module
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated, Any

import typer

from infra.settings import Settings, WrongSettingsError, load_settings

app = typer.Typer(
    help="Osan Talk: one backend behind the citizens' app of Osan.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
imports = typer.Typer(help="Bring in files that others publish.", no_args_is_help=True)
app.add_typer(imports, name="import")


def main() -> None:
    """The console script: a wrong setting is told in words, one line each."""
    try:
        app()
    except WrongSettingsError as wrong:
        for problem in wrong.problems:
            typer.secho(problem, fg="red", err=True)
        sys.exit(2)


@app.command()
def up(
    with_parent: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Start everything a developer needs, and stop it again with Ctrl-C."""
    from api.up import up as start_everything

    raise typer.Exit(start_everything(load_settings(), with_parent=with_parent))


@app.command()
def serve() -> None:
    """Run the gateway: GraphQL, sign-in, positions, health."""
    settings = _settings_of("gateway")
    from api.serve import serve as serve_gateway

    serve_gateway(settings)


@app.command()
def worker() -> None:
    """Run a worker: fan-out, timers, reactions to what happened."""
    _run(_find("api.worker:run")(_settings_of("worker")))


@app.command()
def relay() -> None:
    """Run the relay: offers due outbox rows to the workers."""
    _run(_find("api.relay:run")(_settings_of("relay")))


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    settings = _settings_of("migrate")
    from infra.database import migrate as run_migrations

    _run(run_migrations(settings.database))


@app.command()
def seed() -> None:
    """Put Osan's schools and the demo families into the database; again changes nothing."""
    _run(_find("api.seed:seed")(_settings_of("seed")))


@app.command(hidden=True)
def prepare() -> None:
    """Migrate and seed in one go, as `up` does."""
    migrate()
    seed()


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="GPX, OwnTracks, CSV")],
    child: Annotated[str, typer.Option(help="The demo child who walks.")] = "mina",
    speed: Annotated[float, typer.Option(min=0, help="Times as fast as life; 0 at once.")] = 60.0,
) -> None:
    """Drive the running system with a recorded walk."""
    _run(_find("api.replay:run")(_settings_of("replay"), file=file, child=child, speed=speed))


@imports.command()
def schools(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CP949 or UTF-8 CSV")],
    report: Annotated[Path | None, typer.Option(help="Write refused rows here, as CSV.")] = None,
) -> None:
    """Import a national standard file of schools or child zones, and say what was refused."""
    _run(_find("api.import_schools:command")(_settings_of("import"), file=file, report=report))


@app.command("emulate-push", context_settings={"allow_extra_args": True})
def emulate_push(context: typer.Context) -> None:
    """Run the push emulator: FCM's protocol, and a page that shows the phones."""
    from notifications.emulator.__main__ import main as emulate

    place = load_settings().push_emulator
    raise typer.Exit(emulate([f"--host={place.host}", f"--port={place.port}", *context.args]))


@app.command("emulate-idp", context_settings={"allow_extra_args": True})
def emulate_idp(context: typer.Context) -> None:
    """Run the development identity provider, with one-tap demo citizens."""
    from infra.emulated_idp.__main__ import main as emulate

    place = load_settings().idp_emulator
    raise typer.Exit(emulate([f"--host={place.host}", f"--port={place.port}", *context.args]))


@app.command("sign-in")
def sign_in(citizen: Annotated[str, typer.Argument(help="A demo citizen, such as hana.")]) -> None:
    """Print an access token of a demo citizen, for trying the API by hand."""
    typer.echo(_run(_find("api.sign_in:sign_in")(_settings_of("sign-in"), citizen)))


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(installed_version("osan-talk"))


def _settings_of(process: str) -> Settings:
    """The settings, with this process's logs set up by them."""
    settings = load_settings()
    from infra.telemetry import configure_logs

    configure_logs(settings.log, process=process)
    return settings


def _find(place: str) -> Any:
    """`module:name`, imported only by the command that needs it: the others start at once."""
    module, name = place.split(":")
    return getattr(import_module(module), name)


def _run(story: Coroutine[Any, Any, Any]) -> Any:
    """See `story` to its end, on the fast loop."""
    import uvloop

    return uvloop.run(story)


if __name__ == "__main__":
    main()
