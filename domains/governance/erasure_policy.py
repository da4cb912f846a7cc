"""What must be handed over before somebody can be erased. Pure but for what it is told."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from domains.kernel.actor import Role


class Obstacle(StrEnum):
    """Why not yet; each is told with what to do about it."""

    LAST_GUARDIAN = "last_guardian"
    """A child would be left without anybody: another guardian must be confirmed first."""
    HOLDS_OFFICE = "holds_office"
    """Whoever holds an office hands it over first."""


def obstacles(
    person_id: UUID,
    *,
    guardians_of_children: Mapping[UUID, Sequence[UUID]],
    offices: frozenset[Role],
) -> frozenset[Obstacle]:
    """What stands in the way, if anything."""
    alone = any(set(guardians) <= {person_id} for guardians in guardians_of_children.values())
    found = {Obstacle.LAST_GUARDIAN} if alone else set()
    return frozenset(found | ({Obstacle.HOLDS_OFFICE} if offices else set()))
