"""Sending a track at the speed it was walked, or faster."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field

import httpx

from api.replay.hear_answer import Answer, ComeBack, Heeded, TurnedAway, hear_answer
from api.replay.speak import Speaker, Speech
from api.replay.track import TimedPoint

TRIES = 20

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pace:
    """`speed` times as fast as walked, None for as fast as possible; so many points a request."""

    speed: float | None = None
    batch: int = 1


@dataclass
class Tally:
    """What became of the points so far."""

    sent: int = 0
    accepted: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    put_off: int = 0
    turned_away: TurnedAway | None = None

    @property
    def went_well(self) -> bool:
        """Something was sent and nobody turned it away."""
        return self.sent > 0 and self.turned_away is None


async def send_track(
    points: Sequence[TimedPoint],
    *,
    speak: Speaker,
    client: httpx.AsyncClient,
    pace: Pace,
    sleep: Sleep = asyncio.sleep,
    on_progress: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Send every point in order, waiting as a phone would and keeping what is put off.

    Stops at the first answer that more tries cannot mend; the tally says which.
    """
    tally = Tally()
    begun = asyncio.get_running_loop().time()
    for group in _batches(points, pace.batch):
        await _wait_for_its_time(group, points[0], pace, begun=begun, sleep=sleep)
        answer = await _deliver(speak(group), client=client, tally=tally, sleep=sleep)
        tally.sent += len(group)
        _count(answer, tally)
        on_progress(tally)
        if tally.turned_away is not None:
            break
    return tally


def _batches(points: Sequence[TimedPoint], size: int) -> Iterator[Sequence[TimedPoint]]:
    return (points[at : at + size] for at in range(0, len(points), size))


async def _wait_for_its_time(
    group: Sequence[TimedPoint], first: TimedPoint, pace: Pace, *, begun: float, sleep: Sleep
) -> None:
    """A batch leaves the phone when its last point is there."""
    if pace.speed is None:
        return
    walked_s = (group[-1].at - first.at).total_seconds()
    wait_s = begun + walked_s / pace.speed - asyncio.get_running_loop().time()
    if wait_s > 0:
        await sleep(wait_s)


async def _deliver(
    speech: Speech, *, client: httpx.AsyncClient, tally: Tally, sleep: Sleep
) -> Answer:
    """The same request until it is dealt with: a phone's retry says nothing new."""
    answer: Answer = ComeBack(0, 0)
    for _ in range(TRIES):
        answer = await _say(speech, client)
        if not isinstance(answer, ComeBack):
            return answer
        tally.put_off += 1
        await sleep(answer.after_s)
    return TurnedAway(getattr(answer, "status", 0), f"still not ready after {TRIES} tries")


async def _say(speech: Speech, client: httpx.AsyncClient) -> Answer:
    try:
        response = await client.request(
            speech.method,
            speech.path,
            headers=dict(speech.headers),
            params=speech.query,
            content=speech.body,
        )
    except httpx.TransportError:
        return ComeBack(1.0, 0)
    return hear_answer(response)


def _count(answer: Answer, tally: Tally) -> None:
    match answer:
        case Heeded(accepted=accepted, refused=refused):
            tally.accepted += accepted
            tally.refused += refused
        case TurnedAway():
            tally.turned_away = answer
