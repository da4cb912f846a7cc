"""Whom things are planted for, and how a type of thing finds the function that makes one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

RECENTLY = timedelta(days=99)
"""After the planting, a day before the cells: what is old is shown no more."""
YEARS = timedelta(days=3650)


@dataclass
class Plot:
    """The person for whom things are planted, and what stands there already."""

    person: UUID
    decider: UUID
    """Who may act for them: the parent of a child, else the person."""
    bystander: UUID
    centre: UUID
    """That stands in for them, and cares for them."""
    dong: UUID
    """Where they live."""
    carer: UUID
    """Whom they want asked, where that is their guardian."""
    things: dict[str, UUID]
    clock: Clock
    ids: Ids

    async def thing(self, node_type: str) -> UUID:
        """Theirs of this type, planted when it is first asked for."""
        if node_type not in self.things:
            self.things[node_type] = await PLANTED[node_type](self)
        return self.things[node_type]


Plant = Callable[[Plot], Awaitable[UUID]]

PLANTED: dict[str, Plant] = {}
"""By type."""


def plants(node_type: str) -> Callable[[Plant], Plant]:
    """Registers how to make somebody's thing of this type."""

    def register(plant: Plant) -> Plant:
        PLANTED[node_type] = plant
        return plant

    return register
