"""Does one block hold by itself, and does it follow the one before? Pure."""

from collections.abc import Iterator

from domains.kernel.sealing.block import (
    DIGEST_BYTES,
    NOTHING_BEFORE,
    Block,
    SealKey,
    hash_of,
    rows_hash_of,
)
from domains.kernel.sealing.finding import Wrong


def faults_of(block: Block, *, key: SealKey, forgotten: bool) -> Iterator[Wrong]:
    """What is wrong with the block alone; `forgotten`: its list of rows may be gone by now."""
    if hash_of(block) != block.hash or not _list_holds(block, forgotten=forgotten):
        yield Wrong.BLOCK_ALTERED
    elif not key.holds(block.hash, signature=block.signature, key_id=block.key_id):
        yield Wrong.BLOCK_FORGED


def follows(block: Block, before: Block | None) -> bool:
    """Whether `block` names the hash, the number and the end of `before`."""
    if before is None:
        return (block.number, block.previous, block.since) == (1, NOTHING_BEFORE, None)
    expected = (before.number + 1, before.hash, before.until)
    return (block.number, block.previous, block.since) == expected


def _list_holds(block: Block, *, forgotten: bool) -> bool:
    if forgotten and not block.ids and not block.digests:
        return True
    complete = len(block.ids) == block.rows and len(block.digests) == block.rows * DIGEST_BYTES
    return complete and rows_hash_of(block.ids, block.digests) == block.rows_hash
