"""One batch of one lane on its way: what is asked of each message before it begins, and after."""

import asyncio
from collections.abc import Sequence
from typing import Final

from infra.push_quota import Asked
from infra.wire import Answer
from notifications.channels.fcm.means import Means
from notifications.channels.fcm.receipt import whose_quota
from notifications.channels.fcm.senders import Batch
from notifications.channels.fcm.verdict import judge
from notifications.lanes import Lane
from notifications.ports import (
    Halted,
    NotBegun,
    Outgoing,
    QuotaExceeded,
    Receipt,
    Rejected,
    Transient,
)

LEFT_TO_ANSWER_S: Final = 3.0
"""Nothing begins later than this before the last answer is given up."""
LEFT_TO_REPORT_S: Final = 0.5
"""The last answer is given up so long before the batch must be over: what was begun is never taken
for what was not."""


class Sending:
    def __init__(
        self,
        means: Means,
        batch: Sequence[Outgoing],
        *,
        lane: Lane,
        token: str,
        halted: Halted,
        within_s: float,
    ) -> None:
        self._means, self._batch, self._lane, self._halted = means, batch, lane, halted
        self._token, self._is_alarm = token, lane is Lane.SAFETY
        self._loop = asyncio.get_running_loop()
        self._report_by = self._loop.time() + within_s
        self._over = self._report_by - LEFT_TO_REPORT_S
        self._begun_by = self._over - LEFT_TO_ANSWER_S
        self._head = means.wire.head(
            means.path, Authorization=f"Bearer {token}", Content_Type="application/json"
        )
        self._receipts: list[Receipt] = [NotBegun()] * len(batch)
        self._left = len(batch)
        self._asking = asyncio.Lock()
        self._dry_until = 0.0

    async def run(self) -> list[Receipt]:
        """Once."""
        told = await self._means.quota.ask(self._needs())
        for index, wait_s in told.phones_full.items():
            self._receipts[index] = NotBegun(wait_s)
        chosen = [i for i in range(len(self._batch)) if i not in told.phones_full]
        batch = Batch(self._send, self._receipts, chosen)
        await self._means.senders[self._lane].carry(batch, until=self._report_by)
        return self._receipts

    def _needs(self) -> Asked:
        """Phones count everything but alarms."""
        if self._is_alarm:
            return Asked(len(self._batch), is_alarm=True)
        return Asked(
            len(self._batch),
            is_alarm=False,
            devices=b"".join([each.device_id.bytes for each in self._batch]),
            collapsible=bytes(
                [each.wording.presentation.collapse_key is not None for each in self._batch]
            ),
        )

    async def _send(self, index: int) -> Receipt:
        means, outgoing = self._means, self._batch[index]
        self._left -= 1
        if not means.quota.spend(is_alarm=self._is_alarm):
            wait_s = await self._ask_again()
            if not means.quota.spend(is_alarm=self._is_alarm):
                return NotBegun(wait_s)
        moment = means.clock.now()
        if means.is_broken and not self._may_probe(outgoing, now=moment.timestamp()):
            return self._wait_for_probe(outgoing, now=moment.timestamp())
        try:
            template = means.templates.of(outgoing.wording, outgoing.platform, now=moment)
            body = template.body(outgoing.address, opt_out=outgoing.opt_out)
        except ValueError:
            means.let_go()
            return Rejected("malformed")
        return await self._post(outgoing, body)

    async def _post(self, outgoing: Outgoing, body: bytes) -> Receipt:
        """No answer is no proof: the message may have been delivered, and is sent again."""
        means, wire = self._means, self._means.wire
        try:
            connection = wire.take_idle() or await wire.connect(until=self._over)
        except (OSError, TimeoutError):
            return self._fault("no_connection")
        try:
            if self._halted(outgoing.event_id) or self._loop.time() > self._begun_by:
                means.let_go()
                return NotBegun()
            answer = await wire.post(connection, self._head, body, until=self._over)
        except TimeoutError:
            return self._fault("timeout")
        except OSError:
            return self._fault("connection_lost")
        finally:
            wire.release(connection)
        return await self._judge(answer, outgoing)

    async def _judge(self, answer: Answer, outgoing: Outgoing) -> Receipt:
        receipt = judge(answer, outgoing, means=self._means, token=self._token)
        if isinstance(receipt, QuotaExceeded):
            await self._obey(receipt, answer)
        return receipt

    async def _obey(self, refusal: QuotaExceeded, answer: Answer) -> None:
        silence_s = self._means.throttle.silence_s(
            refusal.retry_after_s, whose=whose_quota(answer), now=self._loop.time()
        )
        if silence_s:
            await self._means.quota.pause(silence_s)

    def _may_probe(self, outgoing: Outgoing, *, now: float) -> bool:
        return self._means.may_begin(outgoing.platform, is_alarm=self._is_alarm, now=now)

    def _wait_for_probe(self, outgoing: Outgoing, *, now: float) -> NotBegun:
        return NotBegun(self._means.wait_s(outgoing.platform, is_alarm=self._is_alarm, now=now))

    def _fault(self, reason: str) -> Transient:
        self._means.fcm.failed(reason, now=self._means.clock.now().timestamp())
        self._means.apns.let_go()
        return Transient(reason)

    async def _ask_again(self) -> float:
        """The batch's tokens lapsed, or others spent them; one sender asks for all that is left,
        and what it is told holds for all: seconds to wait where there are none."""
        async with self._asking:
            now = self._loop.time()
            if now < self._dry_until or self._means.quota.has_some(is_alarm=self._is_alarm):
                return max(0.0, self._dry_until - now)
            told = await self._means.quota.ask(Asked(self._left + 1, is_alarm=self._is_alarm))
            if not self._means.quota.has_some(is_alarm=self._is_alarm):
                self._dry_until = now + told.wait_s
            return told.wait_s
