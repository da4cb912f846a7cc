"""Tortoise's asyncpg engine, whose tasks outlive a transaction that could not begin.

A connection may die between the pool and BEGIN. By then Tortoise 1.1.9 has told the task that it is
inside that transaction, and nobody tells it otherwise: each later transaction of the task would be
a savepoint on the dead connection. A worker's loops are one task each, and would fail until they
are started anew.
"""

from typing import Any

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContextPooled
from tortoise.connection import get_connections

__all__ = ["SteadyClient", "client_class"]


class SteadyTransaction(TransactionContextPooled):
    """One that leaves nothing behind where it cannot begin."""

    async def __aenter__(self) -> TransactionalDBClient:
        try:
            return await super().__aenter__()
        except BaseException:
            await self._forget()
            raise

    async def _forget(self) -> None:
        token = getattr(self, "token", None)
        if token is None:
            return  # there was no connection to be had
        get_connections().reset(token)
        await self.client._parent._pool.release(self.client._connection)


class SteadyClient(AsyncpgDBClient):
    """As Tortoise's own, but for how its transactions begin."""

    def _in_transaction(self) -> Any:
        return SteadyTransaction(TransactionWrapper(self), self._pool_init_lock)


client_class = SteadyClient
"""By this name Tortoise finds an engine."""
