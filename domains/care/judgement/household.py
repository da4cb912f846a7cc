"""What was told of a home when it was set up: known noise."""

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Household:
    """`appliances` are power sensors of things that switch themselves: a fridge, a boiler."""

    has_pet: bool = False
    appliances: frozenset[str] = field(default_factory=frozenset)


NOBODY_ELSE: Final = Household()
