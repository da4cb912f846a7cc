"""The key store's own tables, in a database of their own, and their making."""

from urllib.parse import urlsplit, urlunsplit

import asyncpg

from infra.setting_sections import KeysSettings

CHANNEL = "keys_forgotten"
"""PostgreSQL NOTIFY channel of the key store; the payload is an owner's id, or `all`."""

_SCHEMA = """
CREATE SCHEMA IF NOT EXISTS keys;
CREATE TABLE IF NOT EXISTS keys.owners (
    owner_id uuid PRIMARY KEY,
    version smallint NOT NULL,
    destroyed_at timestamptz
);
CREATE TABLE IF NOT EXISTS keys.data_keys (
    owner_id uuid NOT NULL REFERENCES keys.owners,
    version smallint NOT NULL,
    wrapping_id text NOT NULL,
    wrapped bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz,
    PRIMARY KEY (owner_id, version)
);
CREATE INDEX IF NOT EXISTS data_keys_by_wrapping ON keys.data_keys (wrapping_id);
CREATE TABLE IF NOT EXISTS keys.rotations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    reached jsonb NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX IF NOT EXISTS rotations_one_open ON keys.rotations (kind)
    WHERE finished_at IS NULL;
"""
"""`owners` outlives its keys: a row with `destroyed_at` is the tombstone that keeps a destroyed
key from being made anew. `version` is the newest."""

_LOCK = 0x05A8


async def prepare_keys(settings: KeysSettings, *, make_database: bool) -> None:
    """Bring the key store's schema up to date; safe from several processes at once.

    `make_database` also makes the database where it is missing: for development. In production
    whoever runs the server makes it, beside its backups.
    """
    if make_database:
        await _make_database(settings.url)
    connection = await asyncpg.connect(settings.url, timeout=10)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
            await connection.execute(_SCHEMA)
    finally:
        await connection.close()


async def _make_database(url: str) -> None:
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    server = await asyncpg.connect(urlunsplit(parts._replace(path="/postgres")), timeout=10)
    try:
        if not await server.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            await server.execute(f'CREATE DATABASE "{name}"')
    except (asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
        pass  # another process was quicker
    finally:
        await server.close()
