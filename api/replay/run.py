"""A replay from the operator's words to the summary on the screen."""

from pathlib import Path

import httpx
import typer
from rich.console import Console

from api.replay.demo_walk import demo_walk
from api.replay.find_credential import find_credential
from api.replay.order import Dates, Order, Protocol
from api.replay.plan_replay import Plan, Wishes, plan_replay
from api.replay.read_track import read_track
from api.replay.read_wishes import read_place, read_speed
from api.replay.send_track import Pace, Tally, send_track
from api.replay.show import progress, show_plan, show_tally
from api.replay.speak import Speaker, as_osmand, as_owntracks
from api.replay.speak_graphql import as_graphql
from api.replay.track import Track, TrackPoint, UnreadableTrack
from api.seed import demo
from domains.kernel.clock import Clock, SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.settings import Settings

DEMO = "demo"
TIMEOUT_S = 30.0
KMH = 1 / 3.6


async def run(
    settings: Settings, order: Order, *, console: Console | None = None, clock: Clock | None = None
) -> Tally:
    """Replay as ordered. Raises typer.BadParameter for words that cannot be understood."""
    screen, now = console or Console(), (clock or SystemClock()).now()
    speak = _speaker(order, state_dir=settings.state_dir)
    pace = Pace(read_speed(order.speed), order.batch)
    track = _track(order, clock or SystemClock())
    plan = plan_replay(track, _wishes(order, pace), now=now)
    show_plan(track, plan, screen)
    tally = await _send(plan, speak, pace, order.url or settings.gateway.public_url, screen)
    show_tally(tally, screen)
    return tally


async def _send(plan: Plan, speak: Speaker, pace: Pace, url: str, console: Console) -> Tally:
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_S) as client:
        with progress(console, total=len(plan.points)) as on_progress:
            return await send_track(
                plan.points, speak=speak, client=client, pace=pace, on_progress=on_progress
            )


def _wishes(order: Order, pace: Pace) -> Wishes:
    """Faster than life a walk can only have ended by now: its last points are not to come."""
    live = pace.speed == 1
    return Wishes(
        dates=order.dates or (Dates.STARTS_NOW if live else Dates.ENDS_NOW),
        walk_at_mps=None if order.walk_at_kmh is None else order.walk_at_kmh * KMH,
        move_to=read_place(order.move_to),
        end_at=read_place(order.end_at),
        jitter_m=order.jitter_m,
        seed=order.seed,
    )


def _track(order: Order, clock: Clock) -> Track:
    if order.file == DEMO:
        return _demo_track(order, clock)
    try:
        track = read_track(Path(order.file))
    except OSError as error:
        raise typer.BadParameter(f"{order.file}: {error.strerror}") from None
    if isinstance(track, UnreadableTrack):
        raise typer.BadParameter(f"{order.file}: {track.reason}")
    return track


def _demo_track(order: Order, clock: Clock) -> Track:
    """The way of the child who walks; of the first demo child for a tracker of one's own."""
    walker = next((one for one in demo.CHILDREN if one.sub == order.who), demo.CHILDREN[0])
    walk = demo_walk(
        home=walker.home, school=walker.school.point, ends_at=clock.now(), seed=order.seed
    )
    points = (TrackPoint(p.at, p.lat, p.lon, p.accuracy_m, p.speed_mps) for p in walk)
    return Track(tuple(points))


def _speaker(order: Order, *, state_dir: Path) -> Speaker:
    if order.protocol is Protocol.GRAPHQL:
        if order.token is None:
            raise typer.BadParameter("graphql needs --token, an access token of the child")
        return as_graphql(order.token, UuidV7Ids())
    credential = find_credential(order.who, state_dir=state_dir)
    if credential is None:
        raise typer.BadParameter(f"no tracker known for {order.who}: is the demo seeded?")
    by_protocol = {Protocol.OWNTRACKS: as_owntracks, Protocol.OSMAND: as_osmand}
    return by_protocol[order.protocol](credential)
