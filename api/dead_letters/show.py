"""Dead letters as tables."""

from datetime import datetime
from uuid import UUID

from rich.console import Console
from rich.table import Table

from api.dead_letters.at_the_console import AT_THE_CONSOLE
from domains.kernel.clock import SEOUL, SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.database import open_database
from infra.settings import Settings
from notifications.public import dead_letters as letters


async def show_list(
    settings: Settings, console: Console, wanted: letters.Wanted, *, most: int
) -> None:
    """The newest `most`, below how many there are of each kind."""
    async with open_database(settings.database):
        heaps = await letters.count_dead_letters()
        shown = await _newest(wanted, most=most)
    if not heaps:
        console.print("Nothing was given up.")
        return
    console.print(_heaps(heaps))
    console.print(_letters(shown))


async def _newest(wanted: letters.Wanted, *, most: int) -> list[letters.DeadLetter]:
    found: list[letters.DeadLetter] = []
    after: letters.Key | None = None
    while len(found) < most:
        page = await letters.list_dead_letters(
            AT_THE_CONSOLE, wanted, after=after, limit=most - len(found), clock=SystemClock()
        )
        if isinstance(page, letters.MayNotOperate):
            break
        found += page.letters
        after = page.next_after
        if after is None:
            break
    return found


def _heaps(heaps: list[letters.Heap]) -> Table:
    total = sum(heap.n for heap in heaps)
    more = " and more" if total >= letters.COUNTED_AT_MOST else ""
    table = Table(title=f"{total:,}{more} given up")
    for heading in ("lane", "channel", "reason"):
        table.add_column(heading)
    table.add_column("how many", justify="right")
    for heap in heaps:
        lane = heap.lane.category.value
        table.add_row(lane, heap.channel.value, heap.reason or "-", f"{heap.n:,}")
    return table


def _letters(shown: list[letters.DeadLetter]) -> Table:
    table = Table(title="newest first")
    for heading in ("given up", "lane", "channel", "reason", "tries", "may be replayed"):
        table.add_column(heading)
    table.add_column("event", no_wrap=True)
    table.add_column("device", no_wrap=True)
    for each in shown:
        table.add_row(
            _moment(each.given_up_at),
            each.lane.category.value,
            each.channel.value,
            each.reason or "-",
            str(each.attempts),
            "yes" if each.hindrance is None else f"no: {each.hindrance.value}",
            str(each.key.event_id),
            str(each.key.device_id),
        )
    return table


async def show_one(
    settings: Settings, console: Console, *, event_id: UUID, device_id: UUID
) -> bool:
    """False where there is none."""
    key = letters.Key(event_id, device_id)
    async with open_database(settings.database):
        story = await letters.show_dead_letter(
            AT_THE_CONSOLE, key, clock=SystemClock(), ids=UuidV7Ids()
        )
    if not isinstance(story, letters.Story):
        console.print("There is no such dead letter (any more).")
        return False
    console.print(_story(story))
    return True


def _story(story: letters.Story) -> Table:
    letter = story.letter
    table = Table(title=f"{story.kind or 'a message'} by {letter.channel.value}: {letter.reason}")
    for heading in ("when", "what", ""):
        table.add_column(heading)
    for step in story.steps:
        table.add_row(_moment(step.at), step.what.value.replace("_", " "), step.detail)
    table.add_section()
    table.add_row(_moment(letter.expires_at), "news until", "")
    table.add_row("", "person", str(letter.person_id))
    if story.campaign_id is not None:
        table.add_row("", "campaign", str(story.campaign_id))
    if letter.hindrance is not None:
        table.add_row("", "cannot be replayed", letter.hindrance.value)
    return table


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SEOUL):%Y-%m-%d %H:%M:%S}"
