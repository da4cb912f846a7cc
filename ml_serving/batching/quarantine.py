"""Inputs that end their worker, so that asking again does not end the next."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from ml_serving.batching.ask import Input, RawInput

ENDS = 2
"""Workers that one input must have ended, alone in its batch, to be refused unread."""

KEPT_S = 600.0
KEPT = 256
"""How many digests are kept, and for how long after the last end."""


@dataclass(slots=True)
class _Record:
    ends: int
    at: float


class Quarantine:
    """Digests only: nothing of an input can be told from them."""

    def __init__(self) -> None:
        self._records: OrderedDict[bytes, _Record] = OrderedDict()

    def record(self, content: Input, *, now: float) -> None:
        """This one was alone with a worker that ended by itself."""
        digest = _digest(content)
        known = self._records.pop(digest, None)
        self._records[digest] = _Record(1 + (known.ends if known else 0), now)
        while len(self._records) > KEPT:
            self._records.popitem(last=False)

    def holds(self, content: Input, *, now: float) -> bool:
        """Whether to refuse it. Costs nothing while no input ever ended a worker."""
        while self._records and next(iter(self._records.values())).at + KEPT_S <= now:
            self._records.popitem(last=False)
        if not self._records:
            return False
        known = self._records.get(_digest(content))
        return known is not None and known.ends >= ENDS


def _digest(content: Input) -> bytes:
    digest = blake2b(digest_size=16)
    for part in _parts(content):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def _parts(content: Input) -> Iterable[bytes | memoryview]:
    if isinstance(content, RawInput):
        yield content.content_type.encode()
        yield content.body
        return
    for tensor in content.tensors:
        yield f"{tensor.name} {tensor.datatype} {tensor.shape}".encode()
        yield tensor.data
