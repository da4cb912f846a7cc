"""The newest block's number and hash outside the database, renewed with every block.

Heads are stored each hour, for ever; the tip is one small object that is replaced within seconds.
So the blocks since the last head cannot be cut off together with their rows: the tip names more.
"""

from dataclasses import dataclass

import orjson

from domains.kernel.object_store import ObjectStore
from domains.kernel.sealing.blocks import blocks_from, last_block

FOLDER = "seal-tips"


@dataclass(frozen=True, slots=True)
class Tip:
    """What the object store knows of the chain's end."""

    number: int
    hash: bytes


async def move_tip(stream: str, *, objects: ObjectStore) -> bool:
    """Let the tip name the newest block; False, and it stays, where the chain has lost the old tip.

    Who cut the chain is never helped to hide it: the tip waits for `verify`, and for people.
    """
    last, tip = await last_block(stream), await stored_tip(stream, objects)
    if tip is not None and not await _stands(stream, tip):
        return False
    if last is not None and (tip is None or last.number > tip.number):
        body = orjson.dumps({"number": last.number, "hash": last.hash.hex()})
        await objects.put(_key(stream), body, content_type="application/json")
    return True


async def stored_tip(stream: str, objects: ObjectStore) -> Tip | None:
    """None where none was stored, or what lies there does not read."""
    body = await objects.get(_key(stream))
    try:
        said = orjson.loads(body or b"")
        return Tip(int(said["number"]), bytes.fromhex(said["hash"]))
    except (ValueError, KeyError, TypeError):
        return None


async def _stands(stream: str, tip: Tip) -> bool:
    found = await blocks_from(stream, number=tip.number, limit=1)
    return bool(found) and (found[0].number, found[0].hash) == (tip.number, tip.hash)


def _key(stream: str) -> str:
    return f"{FOLDER}/{stream}"
