"""One batch of one lane on its way: a few senders, each with one message at a time."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Final

from infra.push_quota import Asked, Told
from infra.wire import Connection
from notifications.channels.fcm.means import Means
from notifications.channels.fcm.verdict import judge
from notifications.lanes import Lane
from notifications.ports import Halted, NotBegun, Outgoing, Receipt, Rejected, Transient

LEFT_TO_ANSWER_S: Final = 3.0
"""Nothing begins later than this before the batch must be over."""


class Sending:
    """`run` it once."""

    def __init__(
        self,
        means: Means,
        batch: Sequence[Outgoing],
        *,
        lane: Lane,
        token: str,
        halted: Halted,
        over: float,
    ) -> None:
        self._means, self._batch, self._lane, self._halted = means, batch, lane, halted
        self._token, self._over, self._begun_by = token, over, over - LEFT_TO_ANSWER_S
        self._is_alarm = lane is Lane.SAFETY
        self._loop = asyncio.get_running_loop()
        self._head = means.wire.head(
            means.path, Authorization=f"Bearer {token}", Content_Type="application/json"
        )
        self._receipts: list[Receipt] = [NotBegun()] * len(batch)
        self._left = len(batch)
        self._asking = asyncio.Lock()

    async def run(self) -> list[Receipt]:
        told = await self._means.quota.ask(self._needs())
        for index, wait_s in told.phones_full.items():
            self._receipts[index] = NotBegun(wait_s)
        work = iter([i for i in range(len(self._batch)) if i not in told.phones_full])
        senders = min(len(self._batch), self._means.seats.most(self._lane))
        if senders == 1:
            await self._send_from(work)
        else:
            async with asyncio.TaskGroup() as group:
                for _ in range(senders):
                    group.create_task(self._send_from(work))
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

    async def _send_from(self, work: Iterator[int]) -> None:
        """The seat is given up after each message for which somebody waits."""
        seats, lane = self._means.seats, self._lane
        is_seated = await seats.take(lane, until=self._begun_by)
        try:
            while is_seated and (index := next(work, None)) is not None:
                self._receipts[index] = await self._send(self._batch[index])
                if seats.somebody_waits:
                    seats.give(lane)
                    is_seated = False
                    is_seated = await seats.take(lane, until=self._begun_by)
        finally:
            if is_seated:
                seats.give(lane)

    async def _send(self, outgoing: Outgoing) -> Receipt:
        means, self._left = self._means, self._left - 1
        if not means.quota.spend(is_alarm=self._is_alarm):
            told = await self._ask_again()
            if not means.quota.spend(is_alarm=self._is_alarm):
                return NotBegun(told.wait_s)
        now = means.clock.now().timestamp()
        if not means.may_begin(outgoing.platform, is_alarm=self._is_alarm, now=now):
            return NotBegun(means.wait_s(outgoing.platform, is_alarm=self._is_alarm, now=now))
        try:
            connection = await means.wire.connect(until=self._over)
        except (OSError, TimeoutError):
            return self._fault("no_connection")
        try:
            return await self._exchange(outgoing, connection)
        finally:
            means.wire.release(connection)

    async def _exchange(self, outgoing: Outgoing, connection: Connection) -> Receipt:
        """No answer is no proof: the message may have been delivered, and is sent again."""
        means = self._means
        try:
            template = means.templates.of(
                outgoing.wording, outgoing.platform, now=means.clock.now()
            )
            body = template.body(outgoing.address, opt_out=outgoing.opt_out)
        except ValueError:
            means.let_go()
            return Rejected("malformed")
        if self._halted(outgoing.event_id) or self._loop.time() > self._begun_by:
            means.let_go()
            return NotBegun()
        try:
            answer = await means.wire.post(connection, self._head, body, until=self._over)
        except TimeoutError:
            return self._fault("timeout")
        except OSError:
            return self._fault("connection_lost")
        return await judge(answer, outgoing, means=means, token=self._token)

    def _fault(self, reason: str) -> Transient:
        self._means.fcm.failed(reason, now=self._means.clock.now().timestamp())
        self._means.apns.let_go()
        return Transient(reason)

    async def _ask_again(self) -> Told:
        """The batch's tokens lapsed, or others spent them; one sender asks for all that is left."""
        async with self._asking:
            if self._means.quota.has_some(is_alarm=self._is_alarm):
                return Told()
            return await self._means.quota.ask(Asked(self._left + 1, is_alarm=self._is_alarm))
