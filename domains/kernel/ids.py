"""The one home of new identifiers."""

from typing import Protocol
from uuid import UUID

from uuid_utils.compat import uuid7


class Ids(Protocol):
    """Where use cases take identifiers from."""

    def new(self) -> UUID:
        """A uuidv7 (RFC 9562 §5.7): unique, and ordered by its time of making."""


class UuidV7Ids:
    """Time-ordered random identifiers."""

    def new(self) -> UUID:
        return uuid7()
