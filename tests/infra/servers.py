"""The PostgreSQL and the Valkey of one test run, shared by all its processes."""

import asyncio
import json
import os
import shutil
import tempfile
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

import asyncpg

from infra.embedded import EmbeddedPostgres, EmbeddedValkey

TEMPLATE = "osan_template"
"""Migrated once a run; each test process works on a copy."""

LENT = "OSAN_TEST_SERVERS"
FIRST_LENT = 8
"""Of Valkey's sixteen databases: below are those of a run's own processes."""


@dataclass(frozen=True)
class Addresses:
    """Where the servers of this run answer; what a test process needs to know of them."""

    postgres_port: int
    valkey_port: int
    first_index: int = 0

    def database(self, name: str) -> str:
        """As the application's role: what it may not do, no test can."""
        return f"postgres://osan_app@127.0.0.1:{self.postgres_port}/{name}"

    def owner(self, name: str) -> str:
        """As a superuser, for those who migrate, empty a database, or tamper with it."""
        return f"postgres://osan@127.0.0.1:{self.postgres_port}/{name}"

    def valkey(self, index: int) -> str:
        return f"redis://127.0.0.1:{self.valkey_port}/{self.first_index + index}"

    def lent_by(self, process: int) -> dict[str, str]:
        """As environment of a run inside a run, in one process, beside its lender's data."""
        return {LENT: json.dumps(asdict(replace(self, first_index=FIRST_LENT + process)))}


def lent_to_us() -> Addresses | None:
    """The servers of the run that this run is a part of."""
    lent = os.environ.get(LENT)
    return None if lent is None else Addresses(**json.loads(lent))


class Servers:
    """Started by the process that owns the run; a killed run leaves no server behind."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="osan-test-"))
        self._home.chmod(0o755)
        self._postgres = EmbeddedPostgres(home=self._home, durable=False)
        self._valkey = EmbeddedValkey(home=self._home)

    @property
    def addresses(self) -> Addresses:
        return Addresses(self._postgres.port, self._valkey.port)

    def start(self) -> Self:
        try:
            self._postgres.start()
            self._valkey.start()
            run_apart(make_template(self.addresses))
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        self._valkey.stop()
        self._postgres.stop()
        shutil.rmtree(self._postgres.data.parent, ignore_errors=True)
        shutil.rmtree(self._home, ignore_errors=True)


async def make_template(addresses: Addresses) -> None:
    """The empty, migrated database that every test process copies."""
    from infra.database import migrate
    from infra.settings import DatabaseSettings

    await _administer(addresses, f'CREATE DATABASE "{TEMPLATE}"')
    await migrate(
        DatabaseSettings(url=addresses.database(TEMPLATE), owner_url=addresses.owner(TEMPLATE))
    )


async def copy_template(addresses: Addresses, name: str) -> dict[str, str]:
    """A fresh copy of the template, by name; its addresses, as settings."""
    await _administer(addresses, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    await _administer(addresses, f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    return {"url": addresses.database(name), "owner_url": addresses.owner(name)}


def run_apart(story: Coroutine[Any, Any, None]) -> None:
    """Run `story` in a thread and a loop of its own: the tests' loop and context stay theirs."""
    with ThreadPoolExecutor(max_workers=1) as apart:
        apart.submit(asyncio.run, story).result()


async def _administer(addresses: Addresses, sql: str) -> None:
    connection = await asyncpg.connect(addresses.owner("postgres"))
    try:
        await connection.execute(sql)
    finally:
        await connection.close()
