"""The object store's copies of blocks: what stands by itself when the database no longer does."""

from collections.abc import Mapping, Sequence

from domains.kernel.object_store import ObjectStore
from domains.kernel.sealing.anchor import Head, read_blocks
from domains.kernel.sealing.block import Block, SealKey
from domains.kernel.sealing.check_block import faults_of


class StoredBlocks:
    """Reads one object at a time; what is asked next mostly lies in the same."""

    def __init__(self, heads: Sequence[Head], objects: ObjectStore, *, key: SealKey) -> None:
        self._heads, self._objects, self._key = heads, objects, key
        self._read: tuple[str, Mapping[int, Block]] = ("", {})

    async def block(self, number: int) -> Block | None:
        """The copy, if there is one that its own signature holds."""
        head = next((head for head in self._heads if head.number >= number), None)
        if head is None:
            return None
        if self._read[0] != head.key:
            found = await read_blocks(head, self._objects)
            self._read = (head.key, {block.number: block for block in found})
        stored = self._read[1].get(number)
        sound = stored is not None and not any(faults_of(stored, key=self._key, forgotten=False))
        return stored if sound else None
