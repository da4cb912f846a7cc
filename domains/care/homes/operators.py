"""The control room, which sees devices and no people."""

from domains.identity import public as identity
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.errors import Forbidden


async def must_operate(actor: Actor, *, clock: Clock) -> None:
    """Raises Forbidden for whoever does not hold the office now."""
    if actor.person_id is None or Role.OPERATOR not in await identity.roles_of(
        actor.person_id, at=clock.now()
    ):
        raise Forbidden
