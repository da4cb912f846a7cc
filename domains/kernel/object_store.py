"""Where large or long-kept bytes lie outside the database: exports, sealed heads, attachments."""

import re
from typing import Protocol

from domains.kernel.errors import Unavailable

LONGEST_KEY = 512

_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._=-]*(/[A-Za-z0-9_][A-Za-z0-9._=-]*)*")


class ObjectsUnavailable(Unavailable):
    """The store does not answer, or refuses us; what it said is in the log, not in here."""


class WrongKeyError(ValueError):
    """No key of ours: a bug, never a person's input."""


class ObjectStore(Protocol):
    """Whole objects under keys such as `audit/heads/2026-11-22`; never personal data in a key.

    A key's parts are parted by slashes, and no key is the folder of another. Every method is a
    call over the network: keep it outside transactions. Raises WrongKeyError, and
    ObjectsUnavailable when the store cannot be used now.
    """

    async def put(self, key: str, body: bytes, *, content_type: str) -> None:
        """Store durably and as a whole; what lay there is replaced."""

    async def put_new(self, key: str, body: bytes, *, content_type: str) -> bool:
        """Store only where nothing lies yet; False, and nothing changed, where something does."""

    async def get(self, key: str) -> bytes | None:
        """The whole object; None where nothing lies."""

    async def delete(self, key: str) -> None:
        """Remove it; removing what is not there is no fault."""

    async def list(self, prefix: str) -> list[str]:
        """Every key that begins so, in the order of their bytes."""


def checked_key(key: str) -> str:
    """The key itself, once it is sure that it leads out of no folder and means one thing."""
    if len(key) > LONGEST_KEY or not _KEY.fullmatch(key):
        raise WrongKeyError(key)
    return key


def checked_prefix(prefix: str) -> str:
    """The beginning of a key, possibly with a slash at its end; the empty one begins them all."""
    if prefix:
        checked_key(prefix.removesuffix("/"))
    return prefix
