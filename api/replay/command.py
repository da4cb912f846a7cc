"""The command `osan-talk replay FILE`, light to import: the work waits until it is called."""

import asyncio
from typing import Annotated

import typer

from api.replay.order import Dates, Order, Protocol


def replay(
    file: Annotated[str, typer.Argument(help="GPX, OwnTracks .rec or CSV; 'demo' makes a walk.")],
    who: Annotated[
        str, typer.Option("--as", help="Demo citizen, or '<device id>.<secret>'.")
    ] = "mina",
    url: Annotated[str | None, typer.Option(help="Where the system answers.")] = None,
    protocol: Annotated[Protocol, typer.Option(help="As which phone.")] = Protocol.OWNTRACKS,
    speed: Annotated[str, typer.Option(help="Times as fast as walked, or 'max'.")] = "60",
    batch: Annotated[int, typer.Option(min=1, max=500, help="Points a request.")] = 1,
    shift_to: Annotated[
        Dates | None, typer.Option(help="Default: ends now; at speed 1 starts now.")
    ] = None,
    walk_at: Annotated[
        float | None, typer.Option(min=0.1, help="km/h, for files without times.")
    ] = None,
    move_to: Annotated[str | None, typer.Option(help="Start at 'lat,lon' or a school.")] = None,
    end_at: Annotated[str | None, typer.Option(help="End at 'lat,lon' or a school.")] = None,
    jitter: Annotated[float, typer.Option(min=0, help="Noise in metres.")] = 0.0,
    seed: Annotated[int, typer.Option(help="Of the noise and of the demo walk.")] = 1,
    token: Annotated[str | None, typer.Option(help="Access token for graphql.")] = None,
) -> None:
    """Send a recorded walk to the running system, as a phone would."""
    from api.replay.run import run
    from infra.settings import load_settings

    order = Order(
        file=file,
        who=who,
        url=url,
        protocol=protocol,
        speed=speed,
        batch=batch,
        dates=shift_to,
        walk_at_kmh=walk_at,
        move_to=move_to,
        end_at=end_at,
        jitter_m=jitter,
        seed=seed,
        token=token,
    )
    tally = asyncio.run(run(load_settings(), order))
    raise typer.Exit(0 if tally.went_well else 1)
