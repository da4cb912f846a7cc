"""The channel: batches in, receipts out, and word of what broke and what mended."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from notifications.channel import Channel
from notifications.channels.access import AccessRefused, AccessUnavailable
from notifications.channels.breaker import Breaker, Trouble
from notifications.channels.fcm.means import Means
from notifications.channels.fcm.sending import Sending
from notifications.channels.health import HealthWatch
from notifications.lanes import Lane
from notifications.ports import (
    SEND_WITHIN_S,
    CredentialsRefused,
    Halted,
    NotBegun,
    Outgoing,
    Receipt,
    Sent,
    Transient,
    never_halted,
)

FCM: Final = "fcm"
APNS: Final = "fcm.apns"
KEY_REFUSED: Final = "access_token_refused"


class FcmChannel:
    """A `PushChannel`. Share one: it holds the connections, the token and the breakers."""

    def __init__(self, means: Means, *, health: HealthWatch) -> None:
        self._means, self._health = means, health

    @property
    def name(self) -> Channel:
        return Channel.FCM

    @property
    def breakers(self) -> Mapping[str, Breaker]:
        """By circuit, as `notifications.channel_health` names them."""
        return {FCM: self._means.fcm, APNS: self._means.apns}

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        """As fast as the lane's seats and the quota allow; over within `SEND_WITHIN_S`."""
        lanes: dict[Lane, list[int]] = {}
        for index, outgoing in enumerate(batch):
            lanes.setdefault(outgoing.lane, []).append(index)
        receipts: list[Receipt] = [NotBegun()] * len(batch)
        parts = [
            self._send_lane(lane, [batch[index] for index in indexes], halted)
            for lane, indexes in lanes.items()
        ]
        sent = [await parts[0]] if len(parts) == 1 else await asyncio.gather(*parts)
        for indexes, part in zip(lanes.values(), sent, strict=True):
            for index, receipt in zip(indexes, part, strict=True):
                receipts[index] = receipt
        return receipts

    async def _send_lane(
        self, lane: Lane, batch: Sequence[Outgoing], halted: Halted
    ) -> list[Receipt]:
        now, is_alarm = self._means.clock.now().timestamp(), lane is Lane.SAFETY
        if self._means.fcm.is_shut(is_alarm=is_alarm, now=now):
            return [NotBegun(self._means.fcm.wait_s(is_alarm=is_alarm, now=now))] * len(batch)
        try:
            token = await self._means.access.token()
        except AccessUnavailable:
            return [Transient("no_access_token")] * len(batch)
        except AccessRefused:
            self._means.fcm.trip(Trouble.CREDENTIALS, KEY_REFUSED, now=now)
            await self._tell(was_sent=False)
            return [CredentialsRefused(KEY_REFUSED)] * len(batch)
        sending = Sending(
            self._means, batch, lane=lane, token=token, halted=halted, within_s=SEND_WITHIN_S
        )
        receipts = await sending.run()
        await self._tell(was_sent=any(isinstance(receipt, Sent) for receipt in receipts))
        return receipts

    async def _tell(self, *, was_sent: bool) -> None:
        for circuit, breaker in self.breakers.items():
            change = breaker.take_change()
            if change is not None:
                await self._health.changed(circuit, change)
        if was_sent:
            proven = {name for name, breaker in self.breakers.items() if breaker.is_proven}
            await self._health.works(proven)
