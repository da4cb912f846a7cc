"""The command `osan-talk import schools FILE`: read, report, put on the map."""

from pathlib import Path

import typer
from rich.console import Console

from api.import_schools.run import run
from api.import_schools.show import render
from api.import_schools.write_report import write_report
from domains.commute.public import ImportReading, PlacesImported, import_places
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock, SystemClock
from domains.kernel.ids import Ids, UuidV7Ids
from infra.database import open_database
from infra.keys import open_keys
from infra.settings import Settings

AT_THE_CONSOLE = system_actor("osan-talk import")
UNREADABLE = 2


async def command(settings: Settings, *, file: Path, report: Path | None) -> None:
    """Import over the database of `settings`."""
    async with open_database(settings.database), open_keys(settings):
        await import_file(
            file, report=report, console=Console(), clock=SystemClock(), ids=UuidV7Ids()
        )


async def import_file(
    file: Path, *, report: Path | None, console: Console, clock: Clock, ids: Ids
) -> None:
    """Import what can be read. Raises typer.Exit, nothing written, for a file of another kind."""
    reading = run(file)
    render(reading, console)
    if not isinstance(reading, ImportReading):
        raise typer.Exit(UNREADABLE)
    if report is not None:
        write_report(reading, report)
        console.print(f"Refused rows written to {report}")
    outcome = await import_places(AT_THE_CONSOLE, reading.places, clock=clock, ids=ids)
    console.print(_told(outcome))


def _told(outcome: PlacesImported) -> str:
    return (
        f"On the map: {outcome.added} added, {outcome.changed} changed, "
        f"{outcome.unchanged} as they were"
    )
