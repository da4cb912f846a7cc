"""What each `osan-talk campaign` command does; each says in one sentence why it could not."""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, assert_never
from uuid import UUID

import typer
from gateway.execution.faults import RequestRefused
from gateway.global_ids import read_global_id

from api.campaigns.show import Screen
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.database import OUTAGES, open_database
from infra.settings import Settings
from notifications.public import campaigns

CONSOLE = Actor(system="console", roles=frozenset({Role.OFFICER, Role.OPERATOR}))
"""Who may run commands on the city's machines may do this; the audit names the console."""

DONE, REFUSED, UNAVAILABLE = 0, 1, 2
MOST_SEARCHED = 100

STEPS: dict[str, Callable[..., Awaitable[Any]]] = {
    "start": campaigns.start,
    "pause": campaigns.pause,
    "resume": campaigns.resume,
    "cancel": campaigns.cancel,
}


class NotFoundError(Exception):
    """No campaign, or several, of this id; the text says which."""


async def told_plainly(story: Coroutine[Any, Any, int]) -> int:
    """The exit status; what went wrong as a sentence on the error stream."""
    try:
        return await story
    except NotFoundError as error:
        typer.secho(str(error), fg="red", err=True)
        return REFUSED
    except OUTAGES as outage:
        typer.secho(
            f"The database cannot be reached ({type(outage).__name__}).", fg="red", err=True
        )
        return UNAVAILABLE


@asynccontextmanager
async def city(settings: Settings) -> AsyncIterator[Screen]:
    """The database and a screen, while the block lasts."""
    async with open_database(settings.database):
        yield Screen()


async def find(said: str) -> UUID:
    """The campaign of this id, or the only one whose id ends so. Raises NotFoundError."""
    if (whole := _whole_id(said)) is not None:
        return whole
    recent = await _newest(MOST_SEARCHED)
    found = [view.campaign_id for view in recent if str(view.campaign_id).endswith(said.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"{len(found)} campaigns end in {said!r}: give more of the id.")
    raise NotFoundError(f"No campaign ends in {said!r}: see `osan-talk campaign list`.")


def _whole_id(said: str) -> UUID | None:
    """As the console prints it, or as the app copied it; None for a part of one."""
    try:
        return UUID(said)
    except ValueError:
        pass
    try:
        return read_global_id(said)[1]
    except RequestRefused:
        return None


async def look_up(said: str) -> campaigns.CampaignView:
    """Raises NotFoundError."""
    view = await campaigns.show_campaign(CONSOLE, await find(said), clock=SystemClock())
    if view is None:
        raise NotFoundError(f"There is no campaign {said}: see `osan-talk campaign list`.")
    return view


async def list_campaigns(settings: Settings, most: int) -> int:
    async with city(settings) as screen:
        screen.listed(await _newest(most))
    return DONE


async def show(settings: Settings, said: str) -> int:
    async with city(settings) as screen:
        screen.shown(await look_up(said))
    return DONE


async def preview(settings: Settings, said: str) -> int:
    async with city(settings) as screen:
        screen.previewed(await _preview(said))
    return DONE


async def start(settings: Settings, said: str, *, yes: bool) -> int:
    async with city(settings) as screen:
        if not yes:
            found = await _preview(said)
            screen.previewed(found)
            typer.confirm(f"Ring {found.now.ringing:,} phones and browsers?", abort=True)
        return await _take("start", said, screen)


async def step(settings: Settings, name: str, said: str) -> int:
    async with city(settings) as screen:
        return await _take(name, said, screen)


async def _newest(most: int) -> list[campaigns.CampaignView]:
    return await campaigns.show_campaigns(CONSOLE, limit=most, before=None, clock=SystemClock())


async def _preview(said: str) -> campaigns.Preview:
    found = await campaigns.preview(CONSOLE, await find(said), clock=SystemClock(), ids=UuidV7Ids())
    if isinstance(found, campaigns.NoSuchCampaign):
        raise NotFoundError(f"There is no campaign {said}: see `osan-talk campaign list`.")
    return found


async def _take(name: str, said: str, screen: Screen) -> int:
    clock, ids = SystemClock(), UuidV7Ids()
    outcome = await STEPS[name](CONSOLE, await find(said), clock=clock, ids=ids)
    match outcome:
        case campaigns.CampaignStands(state=state):
            screen.say(f"[green]✓[/green] it is {state.value} now")
            return DONE
        case campaigns.NoSuchCampaign():
            raise NotFoundError(f"There is no campaign {said}: see `osan-talk campaign list`.")
        case campaigns.NotFromHere(state):
            screen.say(f"[red]✗[/red] it is {state.value}: from there nobody can {name} it")
        case campaigns.MayNotCampaign():
            screen.say("[red]✗[/red] the console may not")
        case campaigns.BadDraft(problems):
            for problem in problems:
                screen.say(f"[red]✗[/red] {problem.field}: {problem.sentence}")
        case unreachable:
            assert_never(unreachable)
    return REFUSED
