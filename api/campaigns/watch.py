"""`osan-talk campaign watch`: a bar until the end, then the report."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime

from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn

from api.campaigns.run import DONE, city, look_up
from domains.kernel.clock import Clock, SystemClock
from infra.settings import Settings
from notifications.public import campaigns

EVERY_S = 1.0
LATELY = 10

Sleep = Callable[[float], Awaitable[None]]

COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    TaskProgressColumn(),
    TextColumn("{task.fields[rate]}"),
    TextColumn("{task.fields[left]}"),
)


class Pace:
    """How many deliveries a second were settled lately."""

    def __init__(self) -> None:
        self._readings: deque[tuple[datetime, int]] = deque(maxlen=LATELY)

    def read(self, at: datetime, settled: int) -> float:
        self._readings.append((at, settled))
        first, before = self._readings[0]
        seconds = (at - first).total_seconds()
        return max(settled - before, 0) / seconds if seconds > 0 else 0.0


async def watch(
    settings: Settings,
    said: str,
    *,
    clock: Clock | None = None,
    sleep: Sleep = asyncio.sleep,
) -> int:
    """Until it is over and its report is written; Ctrl-C leaves the campaign as it is."""
    pace, clock = Pace(), clock or SystemClock()
    async with city(settings) as screen:
        with Progress(*COLUMNS, console=screen.console) as bar:
            task = bar.add_task("", total=100.0, rate="", left="")
            while True:
                view = await look_up(said)
                _show(bar, task, view, pace, at=clock.now())
                if is_over(view):
                    break
                await sleep(EVERY_S)
        screen.shown(view)
    return DONE


def is_over(view: campaigns.CampaignView) -> bool:
    """Nothing of it will change any more."""
    ended = view.state in campaigns.ENDED
    return ended and (view.report is None or view.report.final)


def _show(
    bar: Progress, task: TaskID, view: campaigns.CampaignView, pace: Pace, *, at: datetime
) -> None:
    report = view.report
    settled = report.tally.settled if report else 0
    rate = pace.read(at, settled)
    left = report.left_s(rate) if report else None
    bar.update(
        task,
        description=view.state.value,
        completed=100 * report.done if report else 0.0,
        rate=f"{settled:,} settled, {rate:,.0f}/s",
        left="" if left is None else f"{left:,.0f} s left",
    )
