"""Asking one model: seats, deadline, breaker, retries, and a count of what became of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import TypeVar

from domains.kernel.provenance import NoAnswer, Silence
from infra.model_client import breaker, metrics
from infra.model_client.breaker import Breaker, Closed, Pass
from infra.model_client.line import Line, Request
from infra.model_client.reply import GARBLED, Fault, Reply, read_reply
from infra.model_client.retries import RetryBudget, pause_s

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Terms:
    """How one model is asked. Who waits less than `patience_s` and hears nothing was in a hurry:
    that speaks against nobody."""

    model: str
    version: str | None = None
    patience_s: float = 2.0
    concurrency: int = 16


class Caller:
    """One process's way to one model; no model's trouble is another's."""

    def __init__(self, line: Line, terms: Terms, *, dice: Random) -> None:
        self._line, self._terms, self._dice = line, terms, dice
        self._loop = asyncio.get_running_loop()
        self._seats = asyncio.Semaphore(terms.concurrency)
        self._breaker: Breaker = Closed()
        self._budget = RetryBudget()
        self._path = "/".join(filter(None, ("/predictions", terms.model, terms.version)))

    @property
    def rests(self) -> bool:
        """Whether the model is left alone at the moment."""
        return not isinstance(self._breaker, Closed)

    async def ask(
        self,
        body: bytes,
        *,
        content_type: str = "application/json",
        read: Callable[[Reply], Read],
        within_s: float,
    ) -> Read | NoAnswer:
        """What `read` makes of a prediction, or why there is none; `within_s` from now at the
        latest. A ValueError of `read` means that the prediction is garbled."""
        began = self._loop.time()
        request = Request(self._path, body, content_type)
        outcome = await self._ask(request, read, until=began + within_s)
        reason = outcome.reason if isinstance(outcome, NoAnswer) else None
        metrics.note(self._terms.model, reason, seconds=self._loop.time() - began)
        return outcome

    async def _ask(
        self, request: Request, read: Callable[[Reply], Read], *, until: float
    ) -> Read | NoAnswer:
        began = self._loop.time()
        self._breaker, by = breaker.begin(self._breaker, now=began)
        if by is None:
            return NoAnswer(Silence.RESTING)
        try:
            outcome = await self._try(request, read, until=until)
        except BaseException:
            self._turn(breaker.let_go(self._breaker, by, now=self._loop.time()))
            raise
        fault = outcome if isinstance(outcome, Fault) else None
        self._report(fault, by, is_patient=until - began >= self._terms.patience_s)
        return NoAnswer(outcome.reason) if isinstance(outcome, Fault) else outcome

    async def _try(
        self, request: Request, read: Callable[[Reply], Read], *, until: float
    ) -> Read | Fault:
        """Again while it may help, can be paid for, and is in time."""
        self._budget = self._budget.earned()
        for tried in count(1):
            outcome = await self._once(request, read, until)
            if not isinstance(outcome, Fault):
                return outcome
            left_s = until - self._loop.time()
            pause = pause_s(outcome, tried=tried, left_s=left_s, dice=self._dice.random())
            paid = self._budget.spent()
            if pause is None or paid is None:
                return outcome
            self._budget = paid
            metrics.RETRIES.labels(self._terms.model).inc()
            await asyncio.sleep(pause)
        raise AssertionError("count() does not end")

    async def _once(
        self, request: Request, read: Callable[[Reply], Read], until: float
    ) -> Read | Fault:
        answer = await self._line.ask(request, until=until, seats=self._seats)
        if isinstance(answer, Fault):
            return answer
        reply = read_reply(answer, model=self._terms.model, version=self._terms.version)
        if isinstance(reply, Fault):
            return reply
        try:
            return read(reply)
        except ValueError:
            return GARBLED

    def _report(self, fault: Fault | None, by: Pass, *, is_patient: bool) -> None:
        """Who refuses what we asked is well; who was asked in a hurry, or by too many at once, has
        proved nothing."""
        now = self._loop.time()
        if fault is None or fault.reason is Silence.REFUSED:
            self._turn(breaker.succeeded(self._breaker, by))
        elif not fault.is_the_models or (fault.reason is Silence.TOO_LATE and not is_patient):
            self._turn(breaker.let_go(self._breaker, by, now=now))
        else:
            self._turn(breaker.failed(self._breaker, by, now=now, dice=self._dice.random()))

    def _turn(self, after: Breaker) -> None:
        self._breaker = after
        metrics.show_breaker(self._terms.model, breaker.name_of(after))
