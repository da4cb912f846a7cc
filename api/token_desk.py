"""What a gateway believes of access tokens: whose turn it is to sign, and which sessions ended."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from api.rest.auth.desk import access_tokens
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.again_and_again import ticking
from infra.database import OUTAGES
from infra.ended_sessions import EndedSessions
from infra.key_ring import KeyRing
from infra.settings import DatabaseSettings, Settings
from infra.signing_key import signing_key
from infra.signing_keys import READ_AGAIN_S, KeySeal, read_keys, schedule_of
from infra.tokens import AccessTokens

SLACK = timedelta(minutes=1)
"""A token may be signed just after its session's end was heard."""


@dataclass(frozen=True, slots=True)
class TokenDesk:
    """Kept up to date for as long as `watching` lasts; before that, as the settings say."""

    tokens: AccessTokens
    ended: EndedSessions
    ring: KeyRing
    seal: KeySeal

    @asynccontextmanager
    async def watching(self, database: DatabaseSettings) -> AsyncIterator[None]:
        """Hears of ended sessions and reads new keys; needs an open database.

        A database that is not there yet holds nothing up: both go on trying.
        """
        read = partial(read_keys, self.ring, self.seal)
        with suppress(*OUTAGES):
            await read()
        async with (
            ticking(read, every_s=READ_AGAIN_S, what="signing-keys"),
            self.ended.listening(database),
        ):
            yield


def build_token_desk(settings: Settings, *, clock: Clock, ids: Ids) -> TokenDesk:
    """The one of this process."""
    configured = signing_key(settings)
    lives = timedelta(seconds=settings.identity.access_ttl_s)
    ring = KeyRing(configured, schedule=schedule_of(settings.identity))
    ended = EndedSessions(tokens_live=lives + SLACK, clock=clock)
    tokens = access_tokens(settings, key=ring, clock=clock, ids=ids, ended=ended)
    return TokenDesk(tokens, ended, ring, KeySeal(configured))
