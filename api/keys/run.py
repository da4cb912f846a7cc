"""What `osan-talk keys` does."""

import sys

from rich.table import Table

from api.keys.rotation import key_rotation
from domains.identity import public as identity
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.database import open_database
from infra.settings import Settings

NO_ROTATION = "OSAN__IDENTITY__KEY_ROTATION_DAYS is 0: the configured key signs for ever."


async def table_of_keys(settings: Settings) -> Table:
    """Each rotated key; before the first of them signs, the configured one does."""
    async with open_database(settings.database):
        stored = await identity.signing_keys()
    times, now = [key.times for key in stored], SystemClock().now()
    table = Table("kid", "state", "published", "signs from")
    if not any(key.times.signs_from <= now for key in stored):
        table.caption = "Until then, the key of OSAN__IDENTITY__SIGNING_KEY signs."
    for key in stored:
        table.add_row(
            key.key.kid,
            identity.state_of(key.times, times, now=now),
            f"{key.published_at:%Y-%m-%d %H:%M} UTC",
            f"{key.times.signs_from:%Y-%m-%d %H:%M} UTC",
        )
    return table


async def make_key(settings: Settings, *, compromised: bool) -> str:
    """A sentence about the key that was made, or was not needed."""
    rotation, clock, ids = key_rotation(settings), SystemClock(), UuidV7Ids()
    if rotation is None:
        sys.exit(NO_ROTATION)
    async with open_database(settings.database):
        if compromised:
            kid = await rotation.replace_all(clock=clock, ids=ids)
            return f"{kid} signs; no token of before is believed, phones fetch new ones."
        made = await rotation.turn_soon(clock=clock, ids=ids)
    return f"{made} is published." if made else "The next key waits for its turn already."
