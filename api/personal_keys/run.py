"""The chores with a bar to watch; each may be interrupted and run again."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.sealed_columns import SEALED_COLUMNS
from domains.kernel.clock import SystemClock
from infra.database import open_database
from infra.keys import open_keys
from infra.keys import rotate as chores
from infra.keys.keyring import Keyring
from infra.keys.rotation import count_keys
from infra.settings import Settings


async def rotate(settings: Settings, console: Console, *, data: bool) -> None:
    """Re-wrap all data keys; with `data`, make new ones and seal everything anew."""
    async with _opened(settings) as ring:
        keys = await count_keys(ring.store)
        totals = {
            chores.KEYS: sum(n for w, n in keys.by_wrapping.items() if w != ring.wrapping.newest)
        }
        with _bars(console, totals) as tell:
            wrapped = await chores.rotate_wrapping(ring, tell=tell)
        console.print(f"{wrapped} keys wrapped anew")
        if data:
            await _rotate_data(ring, console, people=keys.people)


async def _rotate_data(ring: Keyring, console: Console, *, people: int) -> None:
    totals = {chores.KEYS: people, **await chores.sealed_values(SEALED_COLUMNS)}
    with _bars(console, totals) as tell:
        await chores.rotate_data(SEALED_COLUMNS, ring, tell=tell)
    console.print("Everything is sealed under new keys; the old ones are retired")


async def seal_what_waits(settings: Settings, console: Console) -> None:
    """Old rows after a migration, and urgent ones after an outage."""
    async with _opened(settings) as ring:
        waiting = {
            name: n for name, n in (await chores.waiting_values(SEALED_COLUMNS)).items() if n
        }
        if not waiting:
            return
        with _bars(console, waiting) as tell:
            sealed = await chores.seal_rest(SEALED_COLUMNS, ring, tell=tell)
        console.print(f"{sealed} texts sealed")


async def drop_retired(settings: Settings, console: Console, *, age: timedelta) -> None:
    """Data backups older than `age` cannot be read afterwards."""
    async with _opened(settings) as ring:
        before = SystemClock().now() - age
        dropped = await chores.drop_retired(SEALED_COLUMNS, ring, before=before)
        console.print(f"{dropped} retired keys destroyed")


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Keyring]:
    async with open_database(settings.database), open_keys(settings) as ring:
        yield ring


@contextmanager
def _bars(console: Console, totals: Mapping[str, int]) -> Iterator[chores.Tell]:
    """A bar for each part that advances."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console) as progress:
        tasks = {name: progress.add_task(name, total=total) for name, total in totals.items()}

        def tell(name: str, by: int) -> None:
            if name in tasks:
                progress.advance(tasks[name], by)

        yield tell
