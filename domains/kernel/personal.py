"""Personal text at rest: sealed under a key that belongs to one person, and can be destroyed.

Names, contacts and free text of people lie in the database only sealed. The keys lie elsewhere
(infra/keys): who destroys a person's key erases that person from every backup of the data too.
Ids, dates and push tokens stay outside, so that set-based work stays set-based.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Protocol
from uuid import UUID

from domains.kernel.errors import Unavailable

TEXT = "text"
"""What most sealed values are. A context binds a value to its use: one that was sealed as
something else does not open."""


class KeysUnavailable(Unavailable):
    """The key store does not answer: nothing personal can be read or written for now."""

    code: ClassVar[str] = "UNAVAILABLE"


class Keys(Protocol):
    """Seals and opens under people's keys; every process binds one. Raises KeysUnavailable."""

    async def seal(
        self, values: Sequence[tuple[UUID, bytes]], *, context: str, urgent: bool
    ) -> list[bytes]: ...

    async def open(
        self, values: Sequence[tuple[UUID, bytes]], *, context: str
    ) -> list[bytes | None]: ...

    async def destroy(self, owner_ids: Sequence[UUID]) -> None: ...


class _Bound:
    keys: ClassVar[Keys | None] = None


@contextmanager
def bound(keys: Keys) -> Iterator[None]:
    """Let this process's domains seal and open under `keys` until the block ends."""
    before, _Bound.keys = _Bound.keys, keys
    try:
        yield
    finally:
        _Bound.keys = before


async def seal_each(
    values: Sequence[tuple[UUID, str]], *, context: str = TEXT, urgent: bool = False
) -> list[bytes]:
    """Each text sealed under its owner's key, in order; owners who are new get a key.

    What is sealed for somebody whose key was destroyed never opens again. One look into the key
    store for all owners at most: call it with the whole set, before the transaction if possible.

    `urgent` is for calls for help alone: while the key store is down they are kept as they are and
    sealed as soon as it is back. Anything else raises KeysUnavailable then.
    """
    if not values:
        return []
    plain = [(owner, text.encode()) for owner, text in values]
    return await _keys().seal(plain, context=context, urgent=urgent)


async def open_each(
    values: Sequence[tuple[UUID, bytes]], *, context: str = TEXT
) -> list[str | None]:
    """Each text, in order; None where the owner's key was destroyed: show a neutral word."""
    if not values:
        return []
    opened = await _keys().open(values, context=context)
    return [None if text is None else text.decode() for text in opened]


async def seal(owner_id: UUID, text: str, *, context: str = TEXT, urgent: bool = False) -> bytes:
    """One text sealed; see `seal_each`."""
    return (await seal_each([(owner_id, text)], context=context, urgent=urgent))[0]


async def reveal(owner_id: UUID, sealed: bytes, *, context: str = TEXT) -> str | None:
    """One text opened; see `open_each`."""
    return (await open_each([(owner_id, sealed)], context=context))[0]


async def forget(*owner_ids: UUID) -> None:
    """Destroy the keys of these people for ever. Not undone by a rollback: call it last.

    From then on nobody can read what is sealed under them, in no backup either.
    """
    if owner_ids:
        await _keys().destroy(owner_ids)


def _keys() -> Keys:
    if _Bound.keys is None:
        raise KeysUnavailable
    return _Bound.keys
