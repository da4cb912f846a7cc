"""What is wrong, and with which row or block."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Wrong(StrEnum):
    """The ways in which sealed rows and their seals can disagree."""

    ROW_REMOVED = "row removed"
    ROW_ALTERED = "row altered"
    ROW_INSERTED = "row slipped into the past"
    BLOCK_REMOVED = "block removed"
    BLOCK_ALTERED = "block altered"
    BLOCK_FORGED = "block not signed by a key of ours"
    CHAIN_BROKEN = "block does not follow the one before it"
    CHAIN_CUT = "blocks behind a stored head are gone"
    HEAD_DIFFERS = "block is not the one whose head was stored"
    HEAD_GONE = "stored head is gone from the object store"
    HEAD_LATE = "blocks have waited too long for a stored head"


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement; `row_id` names the row where it is about one."""

    stream: str
    wrong: Wrong
    block: int | None = None
    row_id: UUID | None = None

    def __str__(self) -> str:
        place = [] if self.block is None else [f"block {self.block}"]
        place += [] if self.row_id is None else [f"row {self.row_id}"]
        return f"{self.stream}: {self.wrong}: {', '.join(place) or 'the chain'}"
