"""Who would be left alone if somebody were erased."""

from datetime import datetime
from uuid import UUID

from domains.governance.erasure_policy import Obstacle, obstacles
from domains.identity import public as identity


async def find_obstacles(person_id: UUID, *, at: datetime) -> frozenset[Obstacle]:
    """As of a moment."""
    children = await identity.children_of(person_id, at=at)
    return obstacles(
        person_id,
        guardians_of_children=await identity.guardians_of_each(children, at=at),
        offices=await identity.roles_of(person_id, at=at),
    )
