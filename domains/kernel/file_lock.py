"""Files outside the database: each locked under a key of its own, which its row keeps sealed.

Keys of people are renewed, and every sealed column with them; what lies in the object store stays
as it is, and opens as long as its row does.
"""

from typing import Protocol


class FileLock(Protocol):
    """Locks whole files. Slow for large ones: call it in a thread."""

    def lock(self, body: bytes, *, about: str) -> tuple[bytes, str]:
        """The locked file and its key, made for this file alone; `about` says which file it is,
        and binds it to its place."""

    def unlock(self, locked: bytes, key: str, *, about: str) -> bytes | None:
        """None for what was altered, moved or is another's."""
