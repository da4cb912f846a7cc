"""Identifiers that a test can repeat."""

from itertools import count
from uuid import UUID

from domains.kernel.clock import Clock


class OrderedIds:
    """uuidv7s (RFC 9562 §5.7) whose time is the test's clock and whose randomness is a counter.

    It counts by twos: with its last bit turned, an id is another that nobody has (`second`).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(2, 2)

    def new(self) -> UUID:
        milliseconds = int(self._clock.now().timestamp() * 1000)
        version_and_variant = 0x7 << 76 | 0b10 << 62
        return UUID(int=milliseconds << 80 | version_and_variant | next(self._numbers))
