"""Whom family news speaks of."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """The child spoken of, as its family calls it."""

    id: UUID
    name: str = field(repr=False)
