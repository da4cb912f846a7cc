"""`osan-talk audit verify`."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from infra.settings import load_settings

audit = typer.Typer(help="The record of who did what, and its seals.", no_args_is_help=True)

FOUND, UNAVAILABLE = 1, 2
"""Exit codes: something was found; nothing could be checked."""


@audit.callback()
def _audit() -> None:
    """Keeps `verify` a command of its own."""


@audit.command()
def verify(
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
            help="Only what came since then (UTC).",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print lines of JSON.")] = False,
) -> None:
    """Read every sealed row and every seal back; name what was changed since.

    Exit status 0: nothing was found. 1: something was. 2: it could not be checked.
    """
    import uvloop

    from api.audit.run import run
    from infra.telemetry import configure_logs

    settings = load_settings()
    configure_logs(settings.log, process="audit")
    moment = None if since is None else since.replace(tzinfo=UTC)
    raise typer.Exit(uvloop.run(run(settings, since=moment, json=json)))
