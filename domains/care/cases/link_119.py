"""The circuit breaker of the link to 119: one process's own, pure."""

from typing import Final

from domains.care.cases.emergency import NotTaken, TakenBy119

FAULTS_IN_A_ROW: Final = 3
AWAY: Final = frozenset({NotTaken.UNREACHABLE, NotTaken.TOO_LATE})
"""It says nothing of the call, only of the link; a refusal says nothing of the link."""


class Link:
    """How many calls may be tried at once.

    While 119's system is away one call at a time asks after it, the one that is due the longest:
    the others are neither tried nor put off by that, and nobody hammers what is coming up again.
    """

    def __init__(self) -> None:
        self._faults = 0

    @property
    def is_down(self) -> bool:
        return self._faults >= FAULTS_IN_A_ROW

    def most(self, at_once: int) -> int:
        """How many may be under way, where `at_once` may while all is well."""
        return 1 if self.is_down else at_once

    def heard(self, answer: TakenBy119 | NotTaken | None) -> bool:
        """Take down what came of a try; True where it is up again. None: nothing was tried."""
        was_down = self.is_down
        if answer in AWAY:
            self._faults += 1
        elif answer is not None:
            self._faults = 0
        return was_down and not self.is_down
