"""Reading the whole chain back beside its rows: what was changed since, is found and named."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domains.kernel.clock import Clock
from domains.kernel.object_store import ObjectStore
from domains.kernel.sealing.anchor import Head, heads_remembered, heads_stored
from domains.kernel.sealing.block import Block, SealKey
from domains.kernel.sealing.blocks import blocks_from, last_block, number_at
from domains.kernel.sealing.check_block import faults_of, follows
from domains.kernel.sealing.check_rows import RowCheck
from domains.kernel.sealing.finding import Finding, Wrong
from domains.kernel.sealing.stored_blocks import StoredBlocks
from domains.kernel.sealing.stream import Stream
from domains.kernel.sealing.tip import Tip, stored_tip

AT_ONCE = 20
"""Blocks in memory at a time."""

MOST_NAMED = 1_000
"""Missing blocks of one gap that are named one by one: a forged number may lie billions ahead."""

HEAD_WITHIN = timedelta(hours=24)
"""Each hour a head is stored; without one for longer somebody keeps the heads from being stored."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification has come, and what it found in this stretch."""

    blocks: int
    of_blocks: int
    rows: int
    findings: Sequence[Finding]
    unsealed: int = 0
    """Rows that no block holds yet; known at the end. They are not protected."""


async def verify(
    stream: Stream,
    *,
    key: SealKey,
    objects: ObjectStore,
    clock: Clock,
    since: datetime | None = None,
) -> AsyncIterator[Progress]:
    """Check every block and every sealed row, stretch by stretch; from `since` on, if given.

    Finds what a superuser of the database did to rows and blocks after they were sealed; heads in
    the object store find what somebody who also holds the key did. What it cannot see are rows
    changed or removed before their block was made.
    """
    ends = await _ends(stream.name, objects)
    last = await last_block(stream.name)
    number = 1 if since is None else await number_at(stream.name, moment=since)
    chain = _Chain(stream, key, ends, objects, clock)
    yield Progress(0, _rest(last, number), 0, await chain.begin(number, last))
    done = 0
    while blocks := await blocks_from(stream.name, number=number, limit=AT_ONCE):
        yield await chain.check(blocks, done=done, of_blocks=_rest(last, number) + done)
        number, done = blocks[-1].number + 1, done + len(blocks)
    yield await chain.end(done)


def _rest(last: Block | None, number: int) -> int:
    return 0 if last is None else max(last.number - number + 1, 0)


@dataclass(frozen=True, slots=True)
class _Ends:
    """What the database and the object store say of where the chain ends."""

    remembered: Sequence[Head]
    heads: Sequence[Head]
    tip: Tip | None

    def named(self) -> Iterator[tuple[int, bytes]]:
        """Numbers and hashes of blocks that must stand."""
        yield from ((head.number, head.hash) for head in self.heads)
        if self.tip is not None:
            yield self.tip.number, self.tip.hash


async def _ends(stream: str, objects: ObjectStore) -> _Ends:
    """In the order that lets the house go on sealing meanwhile: who is named exists already."""
    remembered = await heads_remembered(stream)
    return _Ends(remembered, await heads_stored(stream, objects), await stored_tip(stream, objects))


class _Chain:
    """The state of one verification: the block before, and the rows that are still expected."""

    def __init__(
        self, stream: Stream, key: SealKey, ends: _Ends, objects: ObjectStore, clock: Clock
    ) -> None:
        self._stream, self._key = stream, key
        self._ends, self._now = ends, clock.now()
        self._stored = StoredBlocks(ends.heads, objects, key=key)
        self._hashes: dict[int, set[bytes]] = {}
        for number, hashed in ends.named():
            self._hashes.setdefault(number, set()).add(hashed)
        self._rows = RowCheck(stream, self._now)
        self._headed = max((head.number for head in ends.heads), default=0)
        self._waits_since: datetime | None = None
        self._before: Block | None = None
        self._next = 1

    async def begin(self, number: int, last: Block | None) -> list[Finding]:
        """Stand behind the block before `number`; look for what the heads say is missing."""
        findings = [*self._lost_heads(), *self._cut(last)]
        self._next = number
        if number > 1:
            (before,) = await blocks_from(self._stream.name, number=number - 1, limit=1)
            if before.number == number - 1:
                self._before = before
                self._rows.begin_at(before.until)
            else:
                findings.append(self._finding(Wrong.BLOCK_REMOVED, number - 1))
        return findings

    async def check(self, blocks: Sequence[Block], *, done: int, of_blocks: int) -> Progress:
        """Check a stretch of blocks, then the rows of which no later block may speak."""
        findings = [finding for block in blocks for finding in await self._check_block(block)]
        findings += await self._rows.check_until_settled(blocks[-1].until)
        return Progress(done + len(blocks), of_blocks, self._rows.checked, findings)

    async def end(self, done: int) -> Progress:
        findings = await self._rows.check_the_rest() + self._late_head()
        return Progress(done, done, self._rows.checked, findings, self._rows.unsealed)

    async def _check_block(self, block: Block) -> list[Finding]:
        findings = [finding async for finding in self._removed_before(block.number)]
        wrongs = [] if findings or self._follows(block) else [Wrong.CHAIN_BROKEN]
        wrongs += faults_of(block, key=self._key, forgotten=self._rows.may_be_gone(block))
        if self._hashes.get(block.number, {block.hash}) != {block.hash}:
            wrongs.append(Wrong.HEAD_DIFFERS)
        as_it_was = await self._stored.block(block.number) if wrongs else None
        self._rows.expect(as_it_was or block)
        self._before, self._next = block, block.number + 1
        if block.number > self._headed and self._waits_since is None:
            self._waits_since = block.until
        return findings + [self._finding(wrong, block.number) for wrong in wrongs]

    def _follows(self, block: Block) -> bool:
        unknown = self._before is None and block.number > 1
        return unknown or follows(block, self._before)

    async def _removed_before(self, number: int) -> AsyncIterator[Finding]:
        """Blocks that should stand before this one; their rows are known from the store."""
        for removed in range(self._next, min(number, self._next + MOST_NAMED)):
            if (stored := await self._stored.block(removed)) is not None:
                self._rows.expect(stored)
            yield self._finding(Wrong.BLOCK_REMOVED, removed)

    def _lost_heads(self) -> list[Finding]:
        """A head counts by number and hash, not by its name: a name can be borrowed."""
        stored = set(self._ends.heads)
        lost = [head for head in self._ends.remembered if head not in stored]
        return [self._finding(Wrong.HEAD_GONE, head.number) for head in lost]

    def _late_head(self) -> list[Finding]:
        """Blocks have waited for a head much longer than a head ever takes."""
        if self._waits_since is None or self._now - self._waits_since < HEAD_WITHIN:
            return []
        return [self._finding(Wrong.HEAD_LATE, self._next - 1)]

    def _cut(self, last: Block | None) -> list[Finding]:
        end = 0 if last is None else last.number
        beyond = sorted(number for number in self._hashes if number > end)
        return [self._finding(Wrong.CHAIN_CUT, number) for number in beyond]

    def _finding(self, wrong: Wrong, number: int) -> Finding:
        return Finding(self._stream.name, wrong, block=number)
