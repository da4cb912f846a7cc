"""The fast way for sends, on the same port as everything else.

Most of what reaches the emulator are sends of one shape over kept connections. They are cut out
of the stream here and answered without a task, a scope or an event. Any other request, and all
that follows until it is answered, goes to uvicorn's protocol below.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from notifications.emulator.cuttable import CuttableProtocol
from notifications.emulator.exchange import Exchange
from notifications.emulator.heads import END, Head, Heads
from notifications.emulator.status import Answer
from notifications.emulator.take_send import LARGEST_REQUEST, Sends, Silence, Taken

BEGINNING = b"POST /v1/projects/"
LARGEST_HEAD = 16 * 1024
HELD_AT_MOST = 2 * (LARGEST_REQUEST + LARGEST_HEAD)
PATIENCE_S = 30.0
"""How long a request may take to arrive; then its sender is dropped."""

REASONS = {status.value: status.phrase.encode() for status in HTTPStatus}


class FrontProtocol(CuttableProtocol):
    """One connection. `exchange` and `sends` are set by `front_of`."""

    exchange: Exchange
    sends: Sends
    heads: Heads

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._held = b""
        self._is_waiting = False
        self._lent = 0
        self._client: bytes | None = None
        self._dropper: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        if self._lent:
            super().data_received(data)
            return
        self._unset_keepalive_if_required()
        self._held = self._held + data if self._held else data
        if self._is_waiting:
            self._bound()
            return
        self._work()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._client is not None:
            self.exchange.wire.closed(self._client)
            self._client = None
        self._be_patient(is_partial=False)
        self._held = b""
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._lent += 1
        super().on_message_begin()

    def on_response_complete(self) -> None:
        """uvicorn's part is over when it answered as many requests as it was given."""
        self._lent -= 1
        super().on_response_complete()

    def pause_writing(self) -> None:
        """A client that does not read its answers is not read either."""
        super().pause_writing()
        self.flow.pause_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        self.flow.resume_reading()

    def _work(self) -> None:
        """Answer whatever is whole, in order, until something must be waited for."""
        answers: list[bytes] = []
        at = 0
        while at < len(self._held) and not self._is_waiting:
            taken_to = self._step(at, answers)
            if taken_to is None:
                break
            at = taken_to
        self._held = self._held[at:] if at < len(self._held) else b""
        if answers and not self.transport.is_closing():
            self.transport.write(answers[0] if len(answers) == 1 else b"".join(answers))
        self._be_patient(is_partial=bool(self._held) and not self._is_waiting)

    def _step(self, at: int, answers: list[bytes]) -> int | None:
        """Where the next request begins; None when this one is not whole yet."""
        held = self._held
        end = held.find(END, at)
        if end < 0:
            is_ours = held.startswith(BEGINNING[: len(held) - at], at)
            return None if is_ours and len(held) - at < LARGEST_HEAD else self._lend(at, answers)
        head = self.heads.read(held[at:end]) if held.startswith(BEGINNING, at) else None
        if head is None:
            return self._lend(at, answers)
        start = end + len(END)
        stop = start + head.length
        if stop > len(held):
            return None
        self._take(head, held[start:stop], answers)
        return stop

    def _lend(self, at: int, answers: list[bytes]) -> int:
        """The rest belongs to uvicorn's protocol, after what was answered before it."""
        if answers:
            self.transport.write(b"".join(answers))
            answers.clear()
        rest, self._held = self._held[at:], b""
        super().data_received(rest)
        return 0

    def _take(self, head: Head, raw: bytes, answers: list[bytes]) -> None:
        if self._client is not head.authorization and not self._admit(head.authorization):
            self._is_waiting = True
            self.transport.abort()
            return
        taken = self.sends.take(project=head.project, authorization=head.authorization, raw=raw)
        if taken.delay_s == 0.0 and isinstance(taken.answer, Answer):
            answers.append(written(taken.answer))
            return
        self._is_waiting = True
        if taken.answer is not Silence.HANG:
            self.loop.call_later(taken.delay_s, self._answer_late, taken)

    def _admit(self, client: bytes) -> bool:
        if self._client == client:
            self._client = client
            return True
        if self._client is not None:
            self.exchange.wire.closed(self._client)
            self._client = None
        if not self.exchange.wire.admits(client):
            return False
        self._client = client
        return True

    def _answer_late(self, taken: Taken) -> None:
        if self.transport.is_closing():
            return
        if not isinstance(taken.answer, Answer):
            self.transport.abort()
            return
        self.transport.write(written(taken.answer))
        self._is_waiting = False
        self.flow.resume_reading()
        if self._held:
            self._work()

    def _bound(self) -> None:
        if len(self._held) > HELD_AT_MOST:
            self.flow.pause_reading()

    def _be_patient(self, *, is_partial: bool) -> None:
        if not is_partial:
            if self._dropper is not None:
                self._dropper.cancel()
                self._dropper = None
        elif self._dropper is None:
            self._dropper = self.loop.call_later(PATIENCE_S, self.transport.abort)


def written(answer: Answer) -> bytes:
    """The answer as it goes over the wire."""
    more = b"".join(b"%s: %s\r\n" % header for header in answer.headers)
    return b"HTTP/1.1 %d %s\r\ncontent-type: %s\r\ncontent-length: %d\r\n%s\r\n%s" % (
        answer.status,
        REASONS[answer.status],
        answer.content_type,
        len(answer.body),
        more,
        answer.body,
    )


def front_of(exchange: Exchange, sends: Sends) -> Callable[..., FrontProtocol]:
    """A protocol class over this exchange, for uvicorn's `http`."""
    return type("Front", (FrontProtocol,), {"exchange": exchange, "sends": sends, "heads": Heads()})
