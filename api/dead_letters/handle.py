"""Replaying or dismissing many, with a bar to watch; interrupted, it is simply begun again."""

from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Final, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.dead_letters.at_the_console import AT_THE_CONSOLE
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, SystemClock
from domains.kernel.ids import Ids, UuidV7Ids
from infra.database import open_database
from infra.settings import Settings
from notifications.public import dead_letters as letters

A_STRETCH: Final = 500


class Deed(Protocol):
    """`letters.replay` or `letters.dismiss`."""

    def __call__(
        self,
        actor: Actor,
        wanted: letters.Wanted,
        *,
        after: letters.Key | None = None,
        limit: int,
        clock: Clock,
        ids: Ids,
    ) -> Awaitable[letters.Round | letters.MayNotOperate]: ...


@dataclass(frozen=True, slots=True)
class Named:
    """A deed, and what it makes of a dead letter, in a word."""

    deed: Deed
    said: str


REPLAY: Final = Named(letters.replay, "queued again")
DISMISS: Final = Named(letters.dismiss, "put away")


async def handle(settings: Settings, console: Console, named: Named, wanted: letters.Wanted) -> int:
    """How many it was done to; says so, and what was left and why."""
    async with open_database(settings.database):
        done, left = await _all_of_them(console, named, wanted)
    console.print(f"{done:,} {named.said}" if done or left else "There is no such dead letter.")
    for hindrance, number in left.items():
        console.print(f"{number:,} left: {hindrance.value}")
    return done


async def _all_of_them(
    console: Console, named: Named, wanted: letters.Wanted
) -> tuple[int, Counter[letters.Hindrance]]:
    done, left = 0, Counter[letters.Hindrance]()
    after: letters.Key | None = None
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(named.said, total=await _how_many(wanted))
        while True:
            stretch = await named.deed(
                AT_THE_CONSOLE,
                wanted,
                after=after,
                limit=A_STRETCH,
                clock=SystemClock(),
                ids=UuidV7Ids(),
            )
            if isinstance(stretch, letters.MayNotOperate):
                return done, left
            done, left, after = done + stretch.done, left + stretch.left, stretch.next_after
            bar.advance(task, stretch.done + stretch.left.total())
            if after is None:
                return done, left


async def _how_many(wanted: letters.Wanted) -> int | None:
    """None where only going through them tells."""
    if wanted.event_id is not None or wanted.device_id is not None:
        return None
    heaps = [
        heap.n
        for heap in await letters.count_dead_letters()
        if wanted.lane in (None, heap.lane)
        and wanted.channel in (None, heap.channel)
        and wanted.reason in (None, heap.reason)
    ]
    return sum(heaps) if sum(heaps) < letters.COUNTED_AT_MOST else None
