"""The children's phones: OwnTracks over HTTP, each point sent until somebody takes it."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from random import Random

import aiohttp
import orjson

from domains.identity.public import DeviceCredential
from infra.chaos.walk import Fix, Walk, cut

PATIENCE_S = 5.0
IMPATIENT_S = (0.02, 0.3)
"""A phone whose network goes away gives up this soon; whether it was heard it cannot know."""

GIVES_UP, REPEATS_ITSELF, SHUFFLES = 0.05, 0.05, 0.1
RETRY_S = (0.3, 1.0)


@dataclass(frozen=True, slots=True)
class Carried:
    """One child's phone and its day. `starts_s` after the run's start, `pace` times real time."""

    pupil: str
    tracker: DeviceCredential
    walk: Walk
    began_at: float
    """Unix seconds of the walk's first fix, as the phone dates it."""
    starts_s: float
    pace: float
    dice: Random


@dataclass(slots=True)
class Said:
    """What the phones went through; a log for the report, never proof."""

    requests: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    stranded: list[str] = field(default_factory=list)
    """Pupils whose phone could not tell its day; any is a failure of the run."""


class Phones:
    """All phones, walking in a thread of their own while processes die around them."""

    def __init__(self, carried: Sequence[Carried], *, url: str, give_up_s: float) -> None:
        self.said = Said()
        self._carried = carried
        self._url = url
        self._give_up_s = give_up_s
        self._thread = threading.Thread(target=lambda: asyncio.run(self._walk()), daemon=True)
        self._left = len(carried)

    def start(self) -> None:
        self._thread.start()

    @property
    def left(self) -> int:
        """How many still walk."""
        return self._left if self._thread.is_alive() else 0

    async def _walk(self) -> None:
        began = time.monotonic()
        timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
            await asyncio.gather(*(self._carry(one, session, began) for one in self._carried))

    async def _carry(self, one: Carried, session: aiohttp.ClientSession, began: float) -> None:
        try:
            async with asyncio.timeout(self._give_up_s):
                await _Phone(one, session, self._url, self.said).tell_the_day(began)
        except TimeoutError:
            self.said.stranded.append(one.pupil)
        finally:
            self._left -= 1


class _Phone:
    def __init__(self, one: Carried, session: aiohttp.ClientSession, url: str, said: Said) -> None:
        self._one, self._dice = one, one.dice
        self._session, self._url, self._said = session, url, said
        self._auth = aiohttp.BasicAuth(str(one.tracker.device_id), one.tracker.secret)

    async def tell_the_day(self, began: float) -> None:
        for batch in cut(self._dice, self._one.walk):
            due = began + self._one.starts_s + batch[-1].at / self._one.pace
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            body = self._body(batch)
            await self._tell(body)
            if self._dice.random() < REPEATS_ITSELF:
                await self._tell(body)

    async def _tell(self, body: bytes) -> None:
        """Until it is taken, as the apps from the stores do."""
        taken = await self._try(body)
        while not taken:
            await asyncio.sleep(self._dice.uniform(*RETRY_S))
            taken = await self._try(body)

    async def _try(self, body: bytes) -> bool:
        self._said.requests += 1
        hasty = self._dice.random() < GIVES_UP
        patience = self._dice.uniform(*IMPATIENT_S) if hasty else PATIENCE_S
        try:
            async with asyncio.timeout(patience), self._post(body) as answer:
                await answer.read()
        except (aiohttp.ClientError, OSError, TimeoutError) as fault:
            self._said.answers["gave up" if hasty else type(fault).__name__] += 1
            return False
        self._said.answers[str(answer.status)] += 1
        self._note_refusals(answer.headers.get("osan-refused", ""))
        return answer.ok

    def _post(self, body: bytes) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        headers = {"content-type": "application/json"}
        return self._session.post(self._url, data=body, auth=self._auth, headers=headers)

    def _note_refusals(self, header: str) -> None:
        for part in filter(None, header.split(", ")):
            reason, _, count = part.partition("=")
            self._said.refused[reason] += int(count)

    def _body(self, batch: list[Fix]) -> bytes:
        said = [self._message(fix) for fix in batch]
        if self._dice.random() < SHUFFLES:
            self._dice.shuffle(said)
        return orjson.dumps(said if len(said) > 1 else said[0])

    def _message(self, fix: Fix) -> dict[str, object]:
        return {
            "_type": "location",
            "tst": int(self._one.began_at + fix.at),
            "lat": fix.point.lat,
            "lon": fix.point.lon,
            "acc": 8,
        }
