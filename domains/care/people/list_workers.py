"""Whom a dong's rota can name: its care workers, and those of other dongs who may stand in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from domains.care.people.show_rota import may_see_rota
from domains.identity import public as identity
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Worker:
    """`is_of_dong`: may have a shift there; everybody else here may only stand in."""

    worker_id: UUID
    name: str = field(repr=False)
    is_of_dong: bool


async def list_workers(actor: Actor, dong_id: UUID, *, clock: Clock) -> Sequence[Worker] | None:
    """The dong's own first, each by name; None for whoever does not see its rota. Raises
    KeysUnavailable."""
    if not await may_see_rota(actor, dong_id, clock):
        return None
    now = clock.now()
    everywhere = await identity.role_holders(Role.CARE_WORKER, at=now)
    theirs = set(await identity.role_holders(Role.CARE_WORKER, at=now, unit_id=dong_id))
    cards = await identity.people(everywhere)
    found = [
        Worker(person, card.display_name, is_of_dong=person in theirs)
        for person, card in cards.items()
    ]
    return sorted(found, key=lambda one: (not one.is_of_dong, one.name, one.worker_id))
