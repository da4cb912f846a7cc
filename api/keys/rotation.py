"""The next signing key, made when its turn comes near."""

from dataclasses import dataclass

from domains.identity import public as identity
from domains.identity.public import Schedule
from domains.kernel.actor import Actor, system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.settings import Settings
from infra.signing_key import signing_key
from infra.signing_keys import KeySeal, schedule_of

BY_SCHEDULE = system_actor("identity.key_rotation")
AT_THE_CONSOLE = system_actor("osan-talk keys")


@dataclass(frozen=True, slots=True)
class KeyRotation:
    """Makes keys by a schedule. Any number of workers may try; one key comes of it."""

    seal: KeySeal
    schedule: Schedule

    async def turn(self, *, clock: Clock, ids: Ids) -> str | None:
        """Make the next key if it is due; its kid."""
        return await self._rotate(BY_SCHEDULE, soon=False, clock=clock, ids=ids)

    async def turn_soon(self, *, clock: Clock, ids: Ids) -> str | None:
        """Make the next key out of turn, published before it signs; None if one waits already."""
        return await self._rotate(AT_THE_CONSOLE, soon=True, clock=clock, ids=ids)

    async def replace_all(self, *, clock: Clock, ids: Ids) -> str:
        """Believe no key of before: somebody may hold one."""
        return await identity.replace_signing_keys(
            make=self.seal.make,
            configured=self.seal.configured,
            actor=AT_THE_CONSOLE,
            clock=clock,
            ids=ids,
        )

    async def _rotate(self, actor: Actor, *, soon: bool, clock: Clock, ids: Ids) -> str | None:
        return await identity.rotate_signing_keys(
            make=self.seal.make,
            schedule=self.schedule,
            actor=actor,
            clock=clock,
            ids=ids,
            soon=soon,
        )


def key_rotation(settings: Settings) -> KeyRotation | None:
    """As the settings say; None where the configured key signs for ever."""
    if settings.identity.key_rotation_days == 0:
        return None
    return KeyRotation(KeySeal(signing_key(settings)), schedule_of(settings.identity))
