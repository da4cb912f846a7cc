"""What sealing needs besides the time."""

from dataclasses import dataclass

from domains.kernel.object_store import ObjectStore
from domains.kernel.sealing.block import SealKey


@dataclass(frozen=True, slots=True)
class Seals:
    """The key that signs blocks, and where the heads of their chains are kept."""

    key: SealKey
    objects: ObjectStore
