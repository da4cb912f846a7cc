"""What a client process shall send: written by the bench, read by the client."""

import pickle
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Call:
    """One request: its bytes, and what the whole answer must hold.

    `due_s` after "go" is when to send it; without it, as soon as the previous one is answered.
    The client tells when the answers of calls with a `tag` came.
    """

    request: bytes
    expected: bytes
    due_s: float | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """The calls of each connection; a connection has one call in flight."""

    port: int
    lanes: tuple[tuple[Call, ...], ...]

    @property
    def calls(self) -> int:
        return sum(map(len, self.lanes))

    def write(self, path: Path) -> Path:
        path.write_bytes(pickle.dumps(self))
        return path

    @staticmethod
    def read(path: Path) -> "Script":
        """Only what this very run wrote: pickles are not for strangers' bytes."""
        script = pickle.loads(path.read_bytes())
        assert isinstance(script, Script)
        return script
