"""`osan-talk`: every process and every chore of the house, each a thin call."""

import sys
from collections.abc import Coroutine
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated, Any

import typer

from api.ask.command import ask
from api.audit.command import audit
from api.campaigns.command import campaign
from api.consents.command import consents
from api.dead_letters.command import dead_letters
from api.keys.command import keys
from api.models.command import models
from api.offices.command import offices
from api.personal_keys.command import personal_keys
from api.predict.command import predict
from api.replay.command import replay
from api.start_quickly import importing
from infra.settings import Settings, WrongSettingsError, load_settings

app = typer.Typer(
    help="Osan Talk: one backend behind the citizens' app of Osan.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_AS_IT_IS = {"allow_extra_args": True, "ignore_unknown_options": True}
imports = typer.Typer(help="Bring in files that others publish.", no_args_is_help=True)
app.add_typer(imports, name="import")
app.add_typer(personal_keys, name="personal-keys")
app.add_typer(audit, name="audit")
app.add_typer(campaign, name="campaign")
app.add_typer(consents, name="consents")
app.add_typer(dead_letters, name="dead-letters")
app.add_typer(keys, name="keys")
app.add_typer(offices, name="offices")
app.add_typer(predict, name="predict")


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
    settings = _settings_of("worker")
    with importing():
        from api.worker import run as work

    _run(work(settings))


@app.command()
def relay() -> None:
    """Run the relay: offers due outbox rows to the workers."""
    settings = _settings_of("relay")
    from api.relay import run as offer

    _run(offer(settings))


@app.command()
def bridge() -> None:
    """Run the bridge: what homes say, from the MQTT broker into care."""
    settings = _settings_of("bridge")
    with importing():
        from api.bridge import run as carry

    _run(carry(settings))


@app.command("broker-doors")
def broker_doors() -> None:
    """Keep a broker's list of devices, beside a broker that runs apart from the bridge."""
    settings = _settings_of("broker-doors")
    from api.bridge.keep_doors import run as keep

    _run(keep(settings))


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    settings = _settings_of("migrate")
    if settings.environment == "production" and settings.database.owner_url is None:
        raise WrongSettingsError(["OSAN__DATABASE__OWNER_URL: missing; the tables' owner migrates"])
    from rich.console import Console

    from api.personal_keys.run import seal_what_waits
    from infra.database import migrate as run_migrations
    from infra.keys import prepare_keys

    _run(prepare_keys(settings.keys, make_database=settings.environment != "production"))
    _run(run_migrations(settings.database))
    _run(seal_what_waits(settings, Console(stderr=True)))


@app.command()
def seed() -> None:
    """Put Osan's schools and the demo families into the database; again changes nothing."""
    settings = _settings_of("seed")
    from api.seed import seed as plant_the_demo

    _run(plant_the_demo(settings))


@app.command(hidden=True)
def prepare() -> None:
    """Migrate and seed in one go, as `up` does."""
    migrate()
    seed()


app.command()(ask)
app.command()(replay)


@imports.command()
def schools(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CP949 or UTF-8 CSV")],
    report: Annotated[Path | None, typer.Option(help="Write refused rows here, as CSV.")] = None,
) -> None:
    """Import a national standard file of schools or child zones, and say what was refused."""
    settings = _settings_of("import")
    from api.import_schools import command as import_schools

    _run(import_schools(settings, file=file, report=report))


@app.command(
    "emulate-push", context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def emulate_push(context: typer.Context) -> None:
    """Run the push emulator: FCM's protocol, and a page that shows the phones."""
    from infra.process_clock import process_clock
    from notifications.emulator.__main__ import main as emulate

    settings = load_settings()
    place, clock = settings.push_emulator, process_clock(settings)
    options = [f"--host={place.host}", f"--port={place.port}", *context.args]
    raise typer.Exit(emulate(options, now=lambda: clock.now().timestamp()))


@app.command("emulate-idp", context_settings={"allow_extra_args": True})
def emulate_idp(context: typer.Context) -> None:
    """Run the development identity provider, with one-tap demo citizens."""
    from infra.emulated_idp.__main__ import main as emulate

    place = load_settings().idp_emulator
    raise typer.Exit(emulate([f"--host={place.host}", f"--port={place.port}", *context.args]))


@app.command("emulate-homes")
def emulate_homes() -> None:
    """Let the demo's devices speak, as they would in a home that is lived in."""
    settings = _settings_of("emulate-homes")
    if settings.environment == "production":
        typer.echo("the emulated homes do not start in production", err=True)
        raise typer.Exit(2)
    from infra.emulated_homes.process import run

    _run(run(settings))


@app.command("sign-in")
def sign_in(citizen: Annotated[str, typer.Argument(help="A demo citizen, such as hana.")]) -> None:
    """Print an access token of a demo citizen, for trying the API by hand."""
    settings = _settings_of("sign-in")
    from api.sign_in import sign_in as token_of

    typer.echo(_run(token_of(settings, citizen)))


app.command("models", context_settings=_AS_IT_IS, add_help_option=False)(models)


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


def _run(story: Coroutine[Any, Any, Any]) -> Any:
    """See `story` to its end, on the fast loop."""
    import uvloop

    return uvloop.run(story)


if __name__ == "__main__":
    main()
