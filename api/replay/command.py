"""The command `osan-talk replay FILE`."""

import asyncio
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from api.replay.demo_walk import demo_walk
from api.replay.find_credential import find_credential
from api.replay.plan_replay import Dates, Plan, Wishes, plan_replay
from api.replay.read_track import read_track
from api.replay.read_wishes import read_place, read_speed
from api.replay.send_track import Pace, Tally, send_track
from api.replay.show import progress, show_plan, show_tally
from api.replay.speak import Protocol, Speaker, as_osmand, as_owntracks
from api.replay.speak_graphql import as_graphql
from api.replay.track import Track, TrackPoint, UnreadableTrack
from api.seed import demo
from domains.identity.public import DeviceCredential
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.settings import load_settings

DEMO = "demo"
TIMEOUT_S = 30.0
KMH = 1 / 3.6


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
    seed: Annotated[int, typer.Option(help="Of the noise.")] = 1,
    token: Annotated[str | None, typer.Option(help="Access token for graphql.")] = None,
) -> None:
    """Send a recorded walk to the running system, as a phone would."""
    console = Console()
    settings = load_settings()
    credential = find_credential(who, state_dir=settings.state_dir)
    if credential is None and token is None:
        raise typer.BadParameter(f"no tracker known for {who}: is the demo seeded?")
    times = read_speed(speed)
    wishes = Wishes(
        dates=shift_to or (Dates.STARTS_NOW if times == 1 else Dates.ENDS_NOW),
        walk_at_mps=None if walk_at is None else walk_at * KMH,
        move_to=read_place(move_to),
        end_at=read_place(end_at),
        jitter_m=jitter,
        seed=seed,
    )
    track = _track(file, who=who, seed=seed)
    plan = plan_replay(track, wishes, now=SystemClock().now())
    show_plan(track, plan, console)
    speak = _speaker(protocol, credential, token)
    tally = asyncio.run(
        _send(plan, speak, Pace(times, batch), url or settings.gateway.public_url, console)
    )
    show_tally(tally, console)
    raise typer.Exit(1 if tally.turned_away or not plan.points else 0)


async def _send(plan: Plan, speak: Speaker, pace: Pace, url: str, console: Console) -> Tally:
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_S) as client:
        with progress(console, total=len(plan.points)) as on_progress:
            return await send_track(
                plan.points, speak=speak, client=client, pace=pace, on_progress=on_progress
            )


def _track(file: str, *, who: str, seed: int) -> Track:
    if file == DEMO:
        return _demo_track(who, seed)
    try:
        track = read_track(Path(file))
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}") from None
    if isinstance(track, UnreadableTrack):
        raise typer.BadParameter(f"{file}: {track.reason}")
    return track


def _demo_track(who: str, seed: int) -> Track:
    try:
        child = demo.child(who)
    except KeyError:
        child = demo.CHILDREN[0]
    walk = demo_walk(
        home=child.home, school=child.school.point, ends_at=SystemClock().now(), seed=seed
    )
    return Track(tuple(TrackPoint(p.at, p.lat, p.lon, p.accuracy_m, p.speed_mps) for p in walk))


def _speaker(protocol: Protocol, credential: DeviceCredential | None, token: str | None) -> Speaker:
    if protocol is Protocol.GRAPHQL:
        return as_graphql(token or (credential.identifier if credential else ""), UuidV7Ids())
    if credential is None:
        raise typer.BadParameter(f"{protocol} needs a tracker: --as '<device id>.<secret>'")
    return as_owntracks(credential) if protocol is Protocol.OWNTRACKS else as_osmand(credential)
