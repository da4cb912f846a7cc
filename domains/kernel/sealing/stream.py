"""What is sealed: one append-only table whose ids are uuidv7."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import LiteralString
from uuid import UUID

LATENESS = timedelta(minutes=15)
"""How much older than its commit an id may be. Longer than any transaction of ours may stay open
(`infra.database`), so that every row of ours is sealed; a row that claims to be older still was
slipped into the past, stays unsealed and is found."""

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stream:
    """A table to be sealed, with its statements.

    `fresh` takes the first id, the id to stop before, ids to leave out and a limit; `span` a first
    id and one to stop before, and gives at most a limit. `encodings` says which columns each
    version of the encoding covers: a new column is a new version, and old blocks keep theirs.
    """

    name: str
    fresh: LiteralString
    span: LiteralString
    encodings: Mapping[int, Sequence[str]]
    kept: timedelta | None = None
    """After this whole months may have been dropped; None: never."""

    @property
    def encoding(self) -> int:
        return max(self.encodings)


def first_id_at(moment: datetime) -> UUID:
    """The lowest uuidv7 of its millisecond."""
    milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1)
    return UUID(int=max(milliseconds, 0) << 80)


def moment_of(row_id: UUID) -> datetime:
    """When a uuidv7 was made, to the millisecond."""
    return _EPOCH + timedelta(milliseconds=row_id.int >> 80)


def microseconds(moment: datetime) -> int:
    """Since 1970, exactly."""
    return (moment - _EPOCH) // _MICROSECOND
