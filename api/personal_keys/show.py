"""Where people's keys stand, as a table."""

from rich.console import Console
from rich.table import Table

from api.sealed_columns import SEALED_COLUMNS
from infra.database import open_database
from infra.keys import open_keys
from infra.keys import rotate as chores
from infra.keys.rotation import count_keys, under_way
from infra.settings import Settings


async def show_status(settings: Settings, console: Console) -> None:
    """Counts and ids only: nothing here helps to open anything."""
    async with open_database(settings.database), open_keys(settings) as ring:
        keys, rotation = await count_keys(ring.store), await under_way(ring.store)
        waiting = await chores.waiting_values(SEALED_COLUMNS)
        values = await chores.sealed_values(SEALED_COLUMNS)
    console.print(f"{keys.people} people have a key, {keys.destroyed} were destroyed")
    console.print(f"{keys.retired} older keys are retired and open backups only")
    for wrapping, number in keys.by_wrapping.items():
        newest = " (the newest)" if wrapping == ring.wrapping.newest else ""
        console.print(f"{number} keys are wrapped under {wrapping}{newest}")
    reached = rotation.reached if rotation else {}
    if rotation:
        console.print(f"A rotation of {rotation.started_at:%Y-%m-%d %H:%M} UTC is under way")
    table = Table("column", "sealed values", "waiting to be sealed", "rotation")
    for column in SEALED_COLUMNS:
        name = column.name
        table.add_row(name, str(values[name]), str(waiting[name]), reached.get(name, ""))
    console.print(table)
