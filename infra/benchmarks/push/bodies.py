"""The bodies of one fan-out: equal but for the recipient, as the product sent them."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

FIELDS = ("fid", "token")
HERE = "here-goes-the-recipient"


@dataclass(frozen=True, slots=True)
class Bodies:
    """What stands before and after each token."""

    before: bytes
    after: bytes
    tokens: tuple[str, ...]

    def each(self) -> list[bytes]:
        return [self.before + token.encode() + self.after for token in self.tokens]

    def write(self, path: Path) -> Path:
        path.write_bytes(pickle.dumps(self))
        return path

    @staticmethod
    def read(path: Path) -> "Bodies":
        """Only what this very run wrote: pickles are not for strangers' bytes."""
        bodies = pickle.loads(path.read_bytes())
        assert isinstance(bodies, Bodies)
        return bodies


def bodies_like(message: dict[str, Any], tokens: Sequence[str]) -> Bodies:
    """For these tokens, what one of them was really sent."""
    [field] = [name for name in FIELDS if name in message]
    raw = orjson.dumps({"message": {**message, field: HERE}})
    before, after = raw.split(HERE.encode())
    return Bodies(before, after, tuple(tokens))
