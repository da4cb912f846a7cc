"""Asking one model: seats, deadline, breaker, retries, and a count of what became of it."""

import asyncio
from dataclasses import dataclass
from itertools import count
from random import Random

from domains.kernel.provenance import NoAnswer, Silence
from infra.model_client import breaker, metrics
from infra.model_client.breaker import Breaker, Closed, Pass
from infra.model_client.line import Line, Request
from infra.model_client.reply import Fault, Reply, read_reply
from infra.model_client.retries import RetryBudget, pause_s


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

    async def ask(self, body: bytes, *, content_type: str, within_s: float) -> Reply | NoAnswer:
        """A prediction, or why there is none; never later than `within_s` from now."""
        began = self._loop.time()
        outcome = await self._ask(Request(self._path, body, content_type), until=began + within_s)
        reason = None if isinstance(outcome, Reply) else outcome.reason
        metrics.note(self._terms.model, reason, seconds=self._loop.time() - began)
        return outcome

    async def _ask(self, request: Request, *, until: float) -> Reply | NoAnswer:
        began = self._loop.time()
        self._breaker, by = breaker.begin(self._breaker, now=began)
        if by is None:
            return NoAnswer(Silence.RESTING)
        try:
            outcome = await self._try(request, until=until)
        except BaseException:
            self._turn(breaker.let_go(self._breaker, by, now=self._loop.time()))
            raise
        self._report(outcome, by, is_patient=until - began >= self._terms.patience_s)
        return outcome if isinstance(outcome, Reply) else NoAnswer(outcome.reason)

    async def _try(self, request: Request, *, until: float) -> Reply | Fault:
        """Again while it may help, can be paid for, and is in time."""
        self._budget = self._budget.earned()
        for tried in count(1):
            outcome = await self._once(request, until)
            if isinstance(outcome, Reply):
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

    async def _once(self, request: Request, until: float) -> Reply | Fault:
        answer = await self._line.ask(request, until=until, seats=self._seats)
        if isinstance(answer, Fault):
            return answer
        return read_reply(answer, model=self._terms.model, version=self._terms.version)

    def _report(self, outcome: Reply | Fault, by: Pass, *, is_patient: bool) -> None:
        now = self._loop.time()
        match outcome:
            case Reply():
                after = breaker.succeeded(self._breaker, by)
            case Fault(Silence.REFUSED):
                after = breaker.succeeded(self._breaker, by)
            case Fault(Silence.TOO_LATE) if not is_patient:
                after = breaker.let_go(self._breaker, by, now=now)
            case Fault(is_the_models=False):
                after = breaker.let_go(self._breaker, by, now=now)
            case Fault():
                after = breaker.failed(self._breaker, by, now=now, dice=self._dice.random())
        self._turn(after)

    def _turn(self, after: Breaker) -> None:
        self._breaker = after
        metrics.show_breaker(self._terms.model, breaker.name_of(after))
