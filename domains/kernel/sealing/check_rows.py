"""Sealed rows against the rows that are there: each is found once, unchanged, or named."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.kernel import sql
from domains.kernel.sealing.block import Block, digest_of_row
from domains.kernel.sealing.finding import Finding, Wrong
from domains.kernel.sealing.stream import LATENESS, Stream, first_id_at

ROWS_AT_ONCE = 10_000
_BEYOND = UUID(int=2**128 - 1)


class RowCheck:
    """Walks the table once, in the order of its ids, beside what the blocks say of it."""

    def __init__(self, stream: Stream, now: datetime) -> None:
        self._stream = stream
        self._expected: dict[UUID, tuple[bytes, int, int]] = {}
        self._next = UUID(int=0)
        self._kept_since = UUID(int=0) if stream.kept is None else first_id_at(now - stream.kept)
        self.checked = 0
        self.unsealed = 0

    def begin_at(self, moment: datetime) -> None:
        """Leave out rows before `moment`: their blocks are not read."""
        self._next = first_id_at(moment)

    def may_be_gone(self, block: Block) -> bool:
        """Whether all rows of a block are old enough to have been dropped, and their list too."""
        return first_id_at(block.until) <= self._kept_since

    def expect(self, block: Block) -> None:
        """Wait for the rows of one block."""
        for index, row_id in enumerate(block.ids):
            if row_id >= self._next:
                digest = block.digest_of(index)
                self._expected[row_id] = (digest, block.encoding, block.number)

    async def check_until_settled(self, until: datetime) -> list[Finding]:
        """Check the rows so old that only blocks up to the one that ends at `until` speak of."""
        stop = first_id_at(until - LATENESS)
        findings = [found async for found in self._walk(stop, may_wait=False)]
        return findings + list(self._missing(stop))

    async def check_the_rest(self) -> list[Finding]:
        """Check the newest rows; those that no block holds may still be on their way to one."""
        findings = [found async for found in self._walk(_BEYOND, may_wait=True)]
        return findings + list(self._missing(_BEYOND))

    async def _walk(self, stop: UUID, *, may_wait: bool) -> AsyncIterator[Finding]:
        while rows := await sql.fetch(self._stream.span, self._next, stop, ROWS_AT_ONCE):
            for row in rows:
                if (wrong := self._compare(row, may_wait=may_wait)) is not None:
                    yield wrong
            self._next = UUID(int=rows[-1]["id"].int + 1)
        self._next = max(self._next, stop)

    def _compare(self, row: Any, *, may_wait: bool) -> Finding | None:
        row_id = row["id"]
        expected = self._expected.pop(row_id, None)
        if expected is None:
            return self._unexpected(row_id, may_wait=may_wait)
        digest, encoding, number = expected
        self.checked += 1
        if digest_of_row(self._stream, row, encoding=encoding) == digest:
            return None
        return Finding(self._stream.name, Wrong.ROW_ALTERED, block=number, row_id=row_id)

    def _unexpected(self, row_id: UUID, *, may_wait: bool) -> Finding | None:
        if may_wait:
            self.unsealed += 1
            return None
        if row_id < self._kept_since:
            return None
        return Finding(self._stream.name, Wrong.ROW_INSERTED, row_id=row_id)

    def _missing(self, stop: UUID) -> Iterator[Finding]:
        """Rows that were expected before `stop` and did not come."""
        late = sorted(row_id for row_id in self._expected if row_id < stop)
        for row_id in late:
            _, _, number = self._expected.pop(row_id)
            if row_id >= self._kept_since:
                yield Finding(self._stream.name, Wrong.ROW_REMOVED, block=number, row_id=row_id)
