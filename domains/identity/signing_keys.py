"""The keys that sign our access tokens, as rows: made ahead of their turn, gone after it.

The private part comes sealed and goes sealed; what it is sealed with is not in the database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tortoise.transactions import in_transaction

from domains.identity.key_schedule import KeyTimes, Schedule, next_turn, published_kids
from domains.identity.models import SigningKey
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

KEPT = timedelta(days=30)
"""How long a row is kept after its key went, for whoever asks what signed an old token."""

ONE_AT_A_TIME = "identity.signing_keys"


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A key pair: the public part for everybody (DER), the private one for who can open it."""

    kid: str
    public_key: bytes
    sealed_private_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key pair and its turn."""

    key: SealedKey
    published_at: datetime
    times: KeyTimes


MakeKey = Callable[[], SealedKey]
"""Makes a new pair and seals it."""


async def signing_keys() -> list[StoredKey]:
    """All keys that the table knows, in the order of their turns."""
    rows = await SigningKey.all().order_by("signs_from", "kid")
    return [_stored(row) for row in rows]


async def rotate_signing_keys(
    *, make: MakeKey, schedule: Schedule, actor: Actor, clock: Clock, ids: Ids, soon: bool = False
) -> str | None:
    """Make the next key when it is due, or `soon` out of turn; its kid, or None. Repeatable.

    Rows of keys that nobody needs any more are forgotten after a while.
    """
    async with in_transaction():
        keys, now = await _locked(), clock.now()
        await _forget(keys, schedule, now)
        turn = next_turn(keys, schedule=schedule, now=now)
        if turn is None and soon:
            turn = next_turn([], schedule=schedule, now=now)
        return None if turn is None else await _add(make(), turn, actor, clock, ids)


async def replace_signing_keys(
    *, make: MakeKey, configured: SealedKey, actor: Actor, clock: Clock, ids: Ids
) -> str:
    """Somebody else may hold a key: none of the old ones is believed from now on, nor the
    configured one, which has no row until then.

    Every access token dies with them; phones get new ones with their refresh tokens. The new key
    signs at once, so others must fetch the key set again when they meet its kid.
    """
    async with in_transaction():
        await _locked()
        if not await SigningKey.exists(kid=configured.kid):
            await _add(configured, clock.now(), actor, clock, ids)
        await SigningKey.filter(withdrawn_at=None).update(withdrawn_at=clock.now())
        return await _add(make(), clock.now(), actor, clock, ids)


async def _locked() -> list[KeyTimes]:
    await sql.fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", ONE_AT_A_TIME)
    return [stored.times for stored in await signing_keys()]


async def _add(key: SealedKey, turn: datetime, actor: Actor, clock: Clock, ids: Ids) -> str:
    await SigningKey.create(
        kid=key.kid,
        public_key=key.public_key,
        sealed_private_key=key.sealed_private_key,
        published_at=clock.now(),
        signs_from=turn,
    )
    await audit.record(actor, "identity.signing_key.make", clock=clock, ids=ids)
    return key.kid


async def _forget(keys: list[KeyTimes], schedule: Schedule, now: datetime) -> None:
    needed = published_kids(keys, schedule=schedule, now=now - KEPT)
    await SigningKey.filter(signs_from__lt=now - KEPT).exclude(kid__in=needed).delete()


def _stored(row: SigningKey) -> StoredKey:
    return StoredKey(
        SealedKey(row.kid, row.public_key, row.sealed_private_key),
        published_at=row.published_at,
        times=KeyTimes(row.kid, row.signs_from, row.withdrawn_at),
    )
