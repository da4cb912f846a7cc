"""The one database: its configuration, its migrations, and its opening and closing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from tortoise import Tortoise
from tortoise.connection import get_connections
from tortoise.exceptions import DBConnectionError

from domains.kernel.sql import CONNECTION
from infra.database_rights import app_role_of, grant_rights
from infra.run_migrations import run_migrations
from infra.setting_sections import DatabaseSettings
from infra.steady_transactions import SteadyClient

OUTAGES = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.TransactionRollbackError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    DBConnectionError,
)
"""What a killed, restarting or overfull database looks like from here: trying later helps.
Other errors of PostgreSQL are bugs of ours, and are not in this list. `InternalClientError` is how
asyncpg words the use of a connection whose farewell it has heard but not yet acted upon."""

MIGRATION_LOCK = 0x05A7
"""Advisory lock key: two starting processes never migrate at once."""

APPS = {
    "kernel": "domains.kernel",
    "identity": "domains.identity",
    "consent": "domains.consent",
    "governance": "domains.governance",
    "commute": "domains.commute",
    "care": "domains.care",
    "notifications": "notifications",
}
"""App label (also its PostgreSQL schema) and the package that holds `models` and `migrations`."""


LONGEST_TRANSACTION = "10min"
"""PostgreSQL ends one that stays open longer. The audit's seals rest on it: see LATENESS in
`domains.kernel.sealing.stream`."""


def tortoise_config(
    settings: DatabaseSettings, *, longest_transaction: str = LONGEST_TRANSACTION
) -> dict[str, Any]:
    """Tortoise's configuration: one connection, one app and schema a domain."""
    return {
        "connections": {CONNECTION: _connection(settings, longest_transaction)},
        "apps": {
            label: {"models": [f"{package}.models"], "migrations": f"{package}.migrations"}
            for label, package in APPS.items()
        },
        "use_tz": True,
        "timezone": "UTC",
    }


@asynccontextmanager
async def open_database(settings: DatabaseSettings) -> AsyncIterator[None]:
    """Make the database usable by every task of this process, until the block ends."""
    await Tortoise.init(config=tortoise_config(settings), _enable_global_fallback=True)
    try:
        yield
    finally:
        await Tortoise.close_connections()


async def migrate(settings: DatabaseSettings) -> None:
    """Bring the schema up to date as its owner, then say anew what the application may do.

    Safe to call from several processes at once.
    """
    owner = settings.model_copy(update={"url": settings.owner_url or settings.url})
    guard = await asyncpg.connect(owner.url)
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
        await run_migrations(tortoise_config(owner, longest_transaction="0"))
        if (role := app_role_of(settings)) is not None:
            await grant_rights(guard, role, schemas=list(APPS))
    finally:
        await Tortoise.close_connections()
        await guard.close()


@asynccontextmanager
async def own_connections(settings: DatabaseSettings, *, at_most: int) -> AsyncIterator[None]:
    """Until the block ends, this task and those that it starts have connections to themselves.

    Whatever may never wait for the rest of its process runs in here. Opened when first used.
    """
    credentials = _connection(settings, LONGEST_TRANSACTION)["credentials"]
    credentials |= {"connection_name": CONNECTION, "minsize": 1, "maxsize": at_most}
    client = SteadyClient(**credentials)
    connections = get_connections()
    before = connections.set(CONNECTION, client)
    try:
        yield
    finally:
        connections.reset(before)
        await client.close()


class LeanConnection(asyncpg.Connection):  # type: ignore[misc]
    """A connection that goes back to the pool without a round trip to reset it.

    The reset undoes session-wide locks, listening and settings. We have none of these: locks
    end with their transaction, and the relay listens on a connection of its own.
    """

    def get_reset_query(self) -> str:
        return ""


def _connection(settings: DatabaseSettings, longest_transaction: str) -> dict[str, Any]:
    url = urlsplit(settings.url)
    return {
        "engine": "infra.steady_transactions",
        "credentials": {
            "host": url.hostname,
            "port": url.port or 5432,
            "user": url.username,
            "password": url.password,
            "database": url.path.lstrip("/"),
            "minsize": settings.pool_min,
            "maxsize": settings.pool_max,
            "application_name": "osan-talk",
            "connection_class": LeanConnection,
            "server_settings": {
                "timezone": "UTC",
                "jit": "off",
                "random_page_cost": "1.1",
                "transaction_timeout": longest_transaction,
            },
        },
    }
