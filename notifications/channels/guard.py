"""One breaker before one provider: it stops hammering, pages somebody, and asks again."""

from collections.abc import Awaitable, Callable
from typing import assert_never

from domains.kernel.clock import Clock
from notifications.channels.breaker import Breaker, Trouble
from notifications.channels.health import HealthWatch
from notifications.lanes import Lane
from notifications.ports import (
    CredentialsRefused,
    NotBegun,
    QuotaExceeded,
    Receipt,
    Rejected,
    Sent,
    Transient,
    Unregistered,
)


class Guard:
    """For a channel whose every request goes to the same provider under the same credentials.

    One refusal of those is enough to open it: no receiver can bring it about.
    """

    def __init__(
        self, circuit: str, *, breaker: Breaker, health: HealthWatch, clock: Clock
    ) -> None:
        self._circuit = circuit
        self._breaker = breaker
        self._health = health
        self._clock = clock

    async def passing(self, lane: Lane, begin: Callable[[], Awaitable[Receipt]]) -> Receipt:
        """The receipt of `begin`, or that nothing was begun while the provider is left alone."""
        is_alarm, now = lane is Lane.SAFETY, self._clock.now().timestamp()
        if not self._breaker.may_begin(is_alarm=is_alarm, now=now):
            return NotBegun(self._breaker.wait_s(is_alarm=is_alarm, now=now))
        try:
            receipt = await begin()
        except BaseException:
            self._breaker.let_go()
            raise
        self._hear(receipt)
        return receipt

    async def tell(self) -> None:
        """After a batch: what the breaker found, to all processes and the operators."""
        change = self._breaker.take_change()
        if change is not None:
            await self._health.changed(self._circuit, change)
        elif self._breaker.is_proven:
            await self._health.works({self._circuit})

    def _hear(self, receipt: Receipt) -> None:
        now = self._clock.now().timestamp()
        match receipt:
            case Sent() | Unregistered() | Rejected() | QuotaExceeded():
                self._breaker.succeeded()
            case Transient(reason):
                self._breaker.failed(reason, now=now)
            case CredentialsRefused(reason):
                self._breaker.trip(Trouble.CREDENTIALS, reason, now=now)
            case NotBegun():
                self._breaker.let_go()
            case unreachable:
                assert_never(unreachable)
