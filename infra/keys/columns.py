"""Where sealed values lie, and how a batch of them is sealed anew."""

from dataclasses import dataclass
from typing import LiteralString
from uuid import UUID

from domains.kernel import sql
from infra.keys.keyring import Keyring

FIRST = UUID(int=0)
BATCH = 500


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One column: the table's key and the column that names the owner are UUIDs."""

    table: LiteralString
    column: LiteralString
    owner: LiteralString
    key: LiteralString = "id"
    context: LiteralString = "text"

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"


@dataclass(frozen=True, slots=True)
class Renewed:
    """What one batch did; `reached` is the last key looked at, None at the end of the table."""

    seen: int
    renewed: int
    reached: UUID | None


async def renew_batch(
    column: SealedColumn, ring: Keyring, *, after: UUID, only_waiting: bool, limit: int = BATCH
) -> Renewed:
    """Seal one batch under the owners' newest keys: what waits, and what older keys sealed.

    A value that somebody else changes meanwhile is left to them: it was sealed anew by that. One
    statement reads, one writes, each its own transaction: kill it anywhere and begin again.
    """
    rows = await sql.fetch(_read(column, only_waiting=only_waiting), after, limit)
    values = [(row["owner"], bytes(row["sealed"])) for row in rows]
    anew = await ring.renew(values, context=column.context)
    changed = [
        (row["key"], old, new)
        for row, (_, old), new in zip(rows, values, anew, strict=True)
        if new is not None
    ]
    written = await _write(column, changed) if changed else 0
    reached = rows[-1]["key"] if len(rows) == limit else None
    return Renewed(len(rows), written, reached)


async def count(column: SealedColumn, *, only_waiting: bool = False) -> int:
    """How many values the column holds, or how many of them wait to be sealed."""
    rows = await sql.fetch(
        f"SELECT count(*) AS n FROM {column.table} WHERE {_which(column, only_waiting)}"  # noqa: S608
    )
    return int(rows[0]["n"])


async def versions_in_use(column: SealedColumn) -> set[tuple[UUID, int]]:
    """Which keys' versions still open something there, by owner."""
    rows = await sql.fetch(
        f"""
        SELECT DISTINCT {column.owner} AS owner,
            get_byte({column.column}, 1) * 256 + get_byte({column.column}, 2) AS version
        FROM {column.table}
        WHERE octet_length({column.column}) > 3 AND get_byte({column.column}, 0) = 1
        """  # noqa: S608 - names of ours
    )
    return {(row["owner"], row["version"]) for row in rows}


def _which(column: SealedColumn, only_waiting: bool) -> LiteralString:
    owned: LiteralString = f"{column.owner} IS NOT NULL AND {column.column} IS NOT NULL"
    return f"{owned} AND get_byte({column.column}, 0) = 2" if only_waiting else owned


def _read(column: SealedColumn, *, only_waiting: bool) -> LiteralString:
    return f"""
        SELECT {column.key} AS key, {column.owner} AS owner, {column.column} AS sealed
        FROM {column.table} WHERE {column.key} > $1 AND {_which(column, only_waiting)}
        ORDER BY {column.key} LIMIT $2
    """  # noqa: S608 - names of ours


async def _write(column: SealedColumn, changed: list[tuple[UUID, bytes, bytes]]) -> int:
    return await sql.execute(
        f"""
        UPDATE {column.table} AS t SET {column.column} = n.new
        FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS n (key, old, new)
        WHERE t.{column.key} = n.key AND t.{column.column} = n.old
        """,  # noqa: S608 - names of ours
        [key for key, _, _ in changed],
        [old for _, old, _ in changed],
        [new for _, _, new in changed],
    )
