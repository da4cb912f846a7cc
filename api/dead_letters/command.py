"""`osan-talk dead-letters`: list, look at, try anew, put away."""

from collections.abc import Coroutine
from typing import Annotated, Any, TypeVar
from uuid import UUID

import typer
from rich.console import Console

from infra.settings import load_settings

dead_letters = typer.Typer(
    help="Messages that should have gone out and were given up.", no_args_is_help=True
)

console = Console()

NOTHING_DONE, UNCLEAR = 1, 2

Reason = Annotated[str | None, typer.Option(help="The whole reason, as the list shows it.")]
OfChannel = Annotated[str | None, typer.Option(help="fcm, web_push, sms or voice.")]
OfLane = Annotated[str | None, typer.Option(help="safety, care, service or advertising.")]
Event = Annotated[UUID | None, typer.Option(help="One event's.")]
Device = Annotated[UUID | None, typer.Option(help="One installation's or telephone line's.")]
Everything = Annotated[bool, typer.Option("--all", help="All of them.")]

T = TypeVar("T")


@dead_letters.command("list")
def list_them(
    reason: Reason = None,
    channel: OfChannel = None,
    lane: OfLane = None,
    event: Event = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many, newest first.")] = 50,
) -> None:
    """Show them, newest first, and how many there are of which kind."""
    from api.dead_letters.show import show_list
    from api.dead_letters.wanted import wanted_of

    wanted = wanted_of(reason=reason, channel=channel, lane=lane, event=event)
    _run(show_list(load_settings(), console, wanted, most=most))


@dead_letters.command()
def show(
    event: Annotated[UUID, typer.Argument(help="The event.")],
    device: Annotated[UUID, typer.Argument(help="The installation or telephone line.")],
) -> None:
    """Tell step by step what happened to one. The look leaves a trace."""
    from api.dead_letters.show import show_one

    found = _run(show_one(load_settings(), console, event_id=event, device_id=device))
    raise typer.Exit(0 if found else NOTHING_DONE)


@dead_letters.command()
def replay(
    reason: Reason = None,
    channel: OfChannel = None,
    lane: OfLane = None,
    event: Event = None,
    device: Device = None,
    everything: Everything = False,
) -> None:
    """Try them anew: those that are still news, and that the gate still lets through.

    Exit status 0: some are. 1: none. 2: it was not said which.
    """
    from api.dead_letters.handle import REPLAY, handle
    from api.dead_letters.wanted import wanted_of

    _must_be_clear(reason, channel, lane, event, device, everything=everything)
    wanted = wanted_of(reason=reason, channel=channel, lane=lane, event=event, device=device)
    done = _run(handle(load_settings(), console, REPLAY, wanted))
    raise typer.Exit(0 if done else NOTHING_DONE)


@dead_letters.command()
def dismiss(
    reason: Reason = None,
    channel: OfChannel = None,
    lane: OfLane = None,
    event: Event = None,
    device: Device = None,
    everything: Everything = False,
) -> None:
    """Put them away: somebody has looked, and nothing more is to be done.

    Exit status as of replay.
    """
    from api.dead_letters.handle import DISMISS, handle
    from api.dead_letters.wanted import wanted_of

    _must_be_clear(reason, channel, lane, event, device, everything=everything)
    wanted = wanted_of(reason=reason, channel=channel, lane=lane, event=event, device=device)
    done = _run(handle(load_settings(), console, DISMISS, wanted))
    raise typer.Exit(0 if done else NOTHING_DONE)


def _must_be_clear(*named: object, everything: bool) -> None:
    """Everything must be asked for by that word, and by no other."""
    if everything == any(each is not None for each in named):
        typer.echo("Say which (--reason, --channel, --lane, --event, --device), or --all.")
        raise typer.Exit(UNCLEAR)


def _run(story: Coroutine[Any, Any, T]) -> T:
    import uvloop

    return uvloop.run(story)
