"""Noting when trackers were last heard of, without a write for every position."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from domains.identity import public as identity
from domains.kernel.clock import Clock

STEP = timedelta(minutes=5)
MOST = 50_000


class SeenDevices:
    """Remembers what this process noted lately, so that a minute's positions cost nothing."""

    def __init__(self) -> None:
        self._noted: dict[UUID, datetime] = {}

    async def note(self, device_ids: Iterable[UUID], *, clock: Clock) -> None:
        """Write `last_seen_at` of those not noted in the last minutes."""
        now = clock.now()
        due = [device for device in device_ids if self._is_due(device, now)]
        if not due:
            return
        if len(self._noted) + len(due) > MOST:
            self._noted.clear()
        await identity.devices_seen(due, clock=clock)
        self._noted.update(dict.fromkeys(due, now))

    def _is_due(self, device: UUID, now: datetime) -> bool:
        noted = self._noted.get(device)
        return noted is None or now - noted >= STEP
