"""`osan-talk campaign …`."""

from collections.abc import Coroutine
from typing import Annotated, Any

import typer

from infra.settings import load_settings

campaign = typer.Typer(
    help="Messages to a part of the city. They are written in the app; here they are seen, "
    "started, stopped and watched by whoever runs the city's machines. Each act is audited.",
    no_args_is_help=True,
)

Id = Annotated[
    str, typer.Argument(help="Its id, here or in the app, or as much of its end as is unique.")
]


@campaign.command("list")
def list_campaigns(
    most: Annotated[int, typer.Option("--most", min=1, max=100, help="How many.")] = 20,
) -> None:
    """List the newest campaigns: id, state, category, title."""
    from api.campaigns.run import list_campaigns as run

    _run(run(load_settings(), most))


@campaign.command()
def show(campaign_id: Id) -> None:
    """Show one campaign: its words, whom it is for, how it goes or went."""
    from api.campaigns.run import show as run

    _run(run(load_settings(), campaign_id))


@campaign.command()
def preview(campaign_id: Id) -> None:
    """Count whom it would reach now and at its hour, and whom the gate holds back, and why."""
    from api.campaigns.run import preview as run

    _run(run(load_settings(), campaign_id))


@campaign.command()
def start(
    campaign_id: Id,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, though it rings phones.")] = False,
) -> None:
    """Start it now. Says how many phones will ring and asks before it does."""
    from api.campaigns.run import start as run

    _run(run(load_settings(), campaign_id, yes=yes))


@campaign.command()
def pause(campaign_id: Id) -> None:
    """Stop it for a while: a second later nothing more begins to be sent."""
    _step("pause", campaign_id)


@campaign.command()
def resume(campaign_id: Id) -> None:
    """Let a paused campaign go on where it stood."""
    _step("resume", campaign_id)


@campaign.command()
def cancel(
    campaign_id: Id,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """End it for good: who was not told yet never is."""
    if not yes:
        typer.confirm("Nobody else will be told, and it cannot be undone. Cancel it?", abort=True)
    _step("cancel", campaign_id)


@campaign.command()
def watch(campaign_id: Id) -> None:
    """Watch it: how much is done, how fast, how long still. Ends with the final report."""
    from api.campaigns.watch import watch as run

    _run(run(load_settings(), campaign_id))


def _step(name: str, campaign_id: str) -> None:
    from api.campaigns.run import step

    _run(step(load_settings(), name, campaign_id))


def _run(story: Coroutine[Any, Any, int]) -> None:
    """Exit status 0: done. 1: refused, with why. 2: the database cannot be reached."""
    import uvloop

    from api.campaigns.run import told_plainly

    raise typer.Exit(uvloop.run(told_plainly(story)))
