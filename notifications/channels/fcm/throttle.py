"""When a refusal for a quota is the whole project's, and not one phone's."""

from typing import Final

WITHIN_S: Final = 1.0
FEWEST: Final = 5
SHARE: Final = 0.1
"""Of the answers of the last second. FCM answers 429 for a phone that is rung too often, too, and
mostly does not say for whose quota; that phone's message waits alone."""

UNSAID_S: Final = 60.0
"""FCM, "Handle retries": a 429 without Retry-After asks for a minute."""
LONGEST_S: Final = 600.0


class Throttle:
    """Counts answers and refusals of one second after the other."""

    def __init__(self) -> None:
        self._since = 0.0
        self._answers = 0
        self._refusals = 0

    def answered(self) -> None:
        self._answers += 1

    def silence_s(self, retry_after_s: float | None, *, whose: str | None, now: float) -> float:
        """After a refusal: how long the whole project must be silent; 0 when it need not."""
        if now - self._since >= WITHIN_S:
            self._since, self._answers, self._refusals = now, 0, 0
        self._answers += 1
        self._refusals += 1
        if whose == "device" or (whose != "project" and not self._is_everywhere()):
            return 0.0
        return min(UNSAID_S if retry_after_s is None else retry_after_s, LONGEST_S)

    def _is_everywhere(self) -> bool:
        return self._refusals >= FEWEST and self._refusals >= SHARE * self._answers
