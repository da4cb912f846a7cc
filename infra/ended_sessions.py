"""Sessions that have ended while access tokens of theirs may still be about.

The end's own transaction says so over PostgreSQL's NOTIFY, and every gateway keeps the ids for as
long as a token lives: asking costs one look-up in a dictionary. Whoever hears nothing asks the
table: when the connection returns, all ends that it may have missed are read again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import structlog

from domains.identity import public as identity
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable
from infra.database import OUTAGES
from infra.setting_sections import DatabaseSettings

log = structlog.get_logger()

RECONNECT_S = 1.0
HEARTBEAT_S = 5.0
PATIENCE_S = 2.0
"""A connection that does not answer by then is dead, whatever TCP believes."""


class EndedSessions:
    """Which sessions ended lately; knows whether it would have heard of all."""

    def __init__(self, *, tokens_live: timedelta, clock: Clock) -> None:
        self._tokens_live, self._clock = tokens_live, clock
        self._forget_at: dict[UUID, datetime] = {}
        self._waiting: dict[UUID, set[asyncio.Event]] = {}
        self.is_listening = False

    def __contains__(self, session_id: object) -> bool:
        return session_id in self._forget_at

    async def stands(self, session_id: UUID | None) -> bool:
        """Whether a session goes on; asks the table while news may be late.

        Raises Unavailable when neither can tell. Without a session there is nothing to end.
        """
        if session_id is None:
            return True
        if session_id in self:
            return False
        if self.is_listening:
            return True
        try:
            return await identity.session_stands(session_id, clock=self._clock)
        except OUTAGES as outage:
            raise Unavailable("nobody can tell whether the session stands") from outage

    async def end_of(self, session_id: UUID | None) -> None:
        """Returns when the session has ended; may be never."""
        heard = asyncio.Event()
        if session_id is None:
            await heard.wait()
            return
        waiting = self._waiting.setdefault(session_id, set())
        waiting.add(heard)
        try:
            if session_id not in self:
                await heard.wait()
        finally:
            waiting.discard(heard)
            if not waiting:
                self._waiting.pop(session_id, None)

    def hear(self, session_id: UUID) -> None:
        """A session has ended: none of its tokens is believed from now on."""
        now = self._clock.now()
        for over in [known for known, until in self._forget_at.items() if until <= now]:
            del self._forget_at[over]
        self._forget_at[session_id] = now + self._tokens_live
        for heard in self._waiting.get(session_id, ()):
            heard.set()

    @asynccontextmanager
    async def listening(self, settings: DatabaseSettings) -> AsyncIterator[None]:
        """Hears of ends for as long as the block lasts, reconnecting when it must.

        Begins once it hears, or after a moment without a database: then it goes on trying.
        """
        ready = asyncio.Event()
        listener = asyncio.create_task(self._listen(settings, ready), name="ended-sessions")
        with suppress(TimeoutError):
            await asyncio.wait_for(ready.wait(), PATIENCE_S)
        try:
            yield
        finally:
            listener.cancel()
            await asyncio.gather(listener, return_exceptions=True)

    async def _listen(self, settings: DatabaseSettings, ready: asyncio.Event) -> None:
        while True:
            try:
                await self._listen_once(settings, ready)
            except (*OUTAGES, asyncpg.PostgresError, TimeoutError) as error:
                log.warning("ended_sessions.listener_lost", error=type(error).__name__)
            finally:
                self.is_listening = False
            await asyncio.sleep(RECONNECT_S)

    async def _listen_once(self, settings: DatabaseSettings, ready: asyncio.Event) -> None:
        connection = await asyncpg.connect(settings.url, timeout=PATIENCE_S)
        lost = asyncio.Event()
        connection.add_termination_listener(lambda *_: lost.set())
        try:
            await connection.add_listener(
                identity.ENDED_CHANNEL, lambda *said: self.hear(UUID(str(said[-1])))
            )
            await self._catch_up()
            self.is_listening = True
            ready.set()
            while not lost.is_set():
                await connection.execute("SELECT 1", timeout=PATIENCE_S)
                with suppress(TimeoutError):
                    await asyncio.wait_for(lost.wait(), HEARTBEAT_S)
        finally:
            self.is_listening = False
            with suppress(*OUTAGES, TimeoutError):
                await connection.close(timeout=1)

    async def _catch_up(self) -> None:
        """Listening began before this read: what ends in between is heard, or read, or both."""
        since = self._clock.now() - self._tokens_live
        for session_id in await identity.sessions_ended_since(since):
            self.hear(session_id)
