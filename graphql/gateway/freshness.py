"""Dangerous acts: a sign-in of the last minutes, a session that stands, and attempts counted.

Each of the three fails closed: without Valkey nobody can count, and without the table nobody can
say that the session stands, so a dangerous act waits for both while everything else goes on.
"""

from domains.kernel.attempts import Attempted
from domains.kernel.errors import Unauthenticated
from gateway.context import Context
from gateway.execution.faults import RequestRefused
from gateway.permissions import Fresh


async def ensure_fresh(permission: Fresh, world: Context) -> None:
    """Returns when the actor may go on.

    Raises the permission's own refusal, TOO_MANY_ATTEMPTS, STEP_UP_REQUIRED, UNAUTHENTICATED for
    a session that was ended, or UNAVAILABLE.
    """
    refused = permission.refusal(world.actor)
    if refused is not None:
        raise refused
    attempts = world.services.attempts
    waiting = await attempts.begin(Attempted.STEP_UP, by=world.visitor)
    if waiting is not None:
        raise too_many_attempts(waiting.wait_s)
    stale = permission.stale(world.actor, now=world.clock.now(), fresh_for=world.services.fresh_for)
    if stale is not None:
        raise stale
    if not await world.services.session_stands(world.actor.session_id):
        raise Unauthenticated
    await attempts.succeeded(Attempted.STEP_UP, by=world.visitor)


def too_many_attempts(wait_s: float) -> RequestRefused:
    """The error of somebody who tried too often; also for fields that take a guessable code."""
    return RequestRefused(
        "Too many attempts. Wait, then try again.",
        code="TOO_MANY_ATTEMPTS",
        retryAfterS=max(1, round(wait_s)),
    )
