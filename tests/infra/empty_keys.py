"""A key store that knows nobody, between two tests."""

from typing import Self

import asyncpg

from infra.keys.keyring import Keyring


class EmptyKeys:
    """Ids are the same in every test: a key destroyed in one must not be missed in the next."""

    def __init__(self, connection: asyncpg.Connection, ring: Keyring) -> None:
        self._connection = connection
        self._ring = ring

    @classmethod
    async def of(cls, url: str, ring: Keyring) -> Self:
        return cls(await asyncpg.connect(url), ring)

    async def wipe(self) -> None:
        await self._connection.execute(
            "DELETE FROM keys.data_keys; DELETE FROM keys.owners; DELETE FROM keys.rotations"
        )
        self._ring.forget_all()

    async def close(self) -> None:
        await self._connection.close()
