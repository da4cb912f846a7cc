"""How much one device may say before it is no longer listened to."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

BURST: Final = 10_000
"""Messages at once: what a home collects in two days without a network, and more."""

PER_S: Final = 2.0
URGENT_SHARE: Final = 10
"""Of the burst, a tenth more is left to alarms: whoever drowns a home in motion does not keep the
smoke detector from being heard."""

MOST_DEVICES: Final = 200_000


@dataclass(frozen=True, slots=True)
class Flow:
    """`burst` messages at once, and `per_s` for ever."""

    burst: int = BURST
    per_s: float = PER_S


class FloodGauge:
    """One number a device: the moment at which its allowance is whole again (GCRA)."""

    def __init__(self, flow: Flow) -> None:
        self._interval_ms = 1000 / flow.per_s
        self._burst_ms = flow.burst * self._interval_ms
        self._urgent_ms = self._burst_ms * (1 + 1 / URGENT_SHARE)
        self._whole_at: dict[UUID, float] = {}

    def lets_in(self, device_id: UUID, *, urgent: bool, now_ms: int) -> bool:
        whole_at = self._whole_at.get(device_id, 0.0)
        whole_at = (whole_at if whole_at > now_ms else now_ms) + self._interval_ms
        if whole_at - now_ms > (self._urgent_ms if urgent else self._burst_ms):
            return False
        if len(self._whole_at) >= MOST_DEVICES:
            self._whole_at.clear()
        self._whole_at[device_id] = whole_at
        return True
