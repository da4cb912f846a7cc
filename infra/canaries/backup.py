"""A backup of the data, taken before anybody was erased, and what it yields afterwards."""

import asyncio
import subprocess
from collections.abc import Sequence
from uuid import UUID

import asyncpg
from cryptography.exceptions import InvalidTag

from domains.kernel import personal
from infra.canaries.house import House
from infra.canaries.search import Blob
from infra.embedded.unprivileged import postgres_quarters
from infra.keys import open_keys

CONTEXTS = (personal.TEXT, "answer")

_SEALED = """
SELECT n.nspname AS schema, c.relname AS name, a.attname AS col
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.atttypid = 'bytea'::regtype
  AND col_description(c.oid, a.attnum) LIKE '%sealed%'
"""


class Backup:
    """A dump as an operator takes it, and every sealed value as it lay then."""

    def __init__(self, dump: bytes, sealed: Sequence[bytes]) -> None:
        self.blob = Blob("backup", "pg_dump", dump)
        self._sealed = sealed

    @property
    def sealed(self) -> int:
        return len(self._sealed)

    async def opens(self, house: House, people: Sequence[UUID]) -> int:
        """How many of its values open with the keys that there are now for these people."""
        async with open_keys(house.settings):
            return sum([await self._opens_for(person) for person in people])

    async def _opens_for(self, person: UUID) -> int:
        opened = 0
        for value in self._sealed:
            opened += await _opens(person, value)
        return opened


async def take_backup(house: House) -> Backup:
    """With PostgreSQL's own program, as a city does each night."""
    dump = await asyncio.to_thread(_dump, house)
    return Backup(dump, await _sealed(house.postgres.url))


def _dump(house: House) -> bytes:
    program = postgres_quarters(house.home).programs / "pg_dump"
    command = [str(program), "--dbname", house.postgres.url]
    return subprocess.run(command, capture_output=True, check=True, cwd="/").stdout


async def _sealed(url: str) -> list[bytes]:
    connection = await asyncpg.connect(url)
    try:
        values = []
        for row in await connection.fetch(_SEALED):
            place = f'"{row["schema"]}"."{row["name"]}"'
            column = f'"{row["col"]}"'
            found = await connection.fetch(
                f"SELECT {column} FROM {place} WHERE {column} IS NOT NULL"
            )
            values += [bytes(one[0]) for one in found]
        return values
    finally:
        await connection.close()


async def _opens(person: UUID, value: bytes) -> bool:
    for context in CONTEXTS:
        try:
            if await personal.reveal(person, value, context=context) is not None:
                return True
        except InvalidTag:
            continue
    return False
