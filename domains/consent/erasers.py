"""Who destroys what was held under a purpose: the database at once, other stores by job."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domains.consent.catalogue import Purpose
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Erased:
    """So many rows of `what` (`<domain>.<noun>`) are gone."""

    what: str
    rows: int


Eraser = Callable[[UUID, Purpose, datetime], Awaitable[Sequence[Erased]]]
"""Deletes what a domain holds of a subject under a purpose, within the open transaction, as of
the moment at which the consent ended."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a store says of its part: what it destroyed, and a digest of the names of it all.

    An eraser looks again after it has erased; it proves that nothing was left, or raises.
    """

    erased: Sequence[Erased]
    digest: str


class Farewell(Protocol):
    """Ends what is under way about a subject, and tells of it, before its rows are destroyed:
    within the open transaction, and before any eraser."""

    async def __call__(
        self, subject_id: UUID, purpose: Purpose, /, *, clock: Clock, ids: Ids
    ) -> None: ...


class StoreEraser(Protocol):
    """A store outside the database that may hold something of a subject under a purpose."""

    @property
    def name(self) -> str:
        """Stable: it stands in the case as long as the case does."""

    async def erase(self, *, subject_id: UUID, purpose: Purpose, before: datetime) -> Proof:
        """Destroy what was stored before the consent ended. May run twice. Raises on failure."""


@dataclass(frozen=True, slots=True)
class Erasers:
    """All who must destroy when a consent ends; the composition root registers them.

    `stores` are the names of those that follow by job: each owes a proof. `first` says farewell
    where something may be under way.
    """

    within: Mapping[Purpose, Eraser] = field(default_factory=dict)
    stores: Sequence[str] = ()
    first: Mapping[Purpose, Farewell] = field(default_factory=dict)


def objects_under(subject_id: UUID, purpose: Purpose) -> str:
    """Where the objects of a subject under a purpose lie: keys begin so, and end with a uuidv7."""
    return f"subjects/{subject_id}/{purpose}/"


NOBODY = Erasers()
"""For callers under whose purposes nothing is held."""
