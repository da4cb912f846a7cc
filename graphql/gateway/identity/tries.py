"""Codes that people type are short: each try is counted before anything is looked up."""

from domains.kernel.attempts import Attempted
from gateway.context import Context
from gateway.freshness import too_many_attempts


async def begin_trying(world: Context) -> None:
    """Raises RequestRefused (TOO_MANY_ATTEMPTS), or Unavailable while nobody can count."""
    waiting = await world.services.attempts.begin(Attempted.INVITATION_CODE, by=world.visitor)
    if waiting is not None:
        raise too_many_attempts(waiting.wait_s)


async def tried_well(world: Context) -> None:
    """The code was right: the try counts as none."""
    await world.services.attempts.succeeded(Attempted.INVITATION_CODE, by=world.visitor)
