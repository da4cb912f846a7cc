"""An audit with a history, sealed, and a superuser who would like another one."""

from datetime import timedelta

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.object_store import FileObjects
from infra.seal_key import SealingKey
from tests.kernel.sealing.archive import Archive


@pytest.fixture(scope="session")
def key() -> SealingKey:
    return SealingKey(Ed25519PrivateKey.generate())


@pytest.fixture
def archive(database, key, clock, ids, tmp_path) -> Archive:
    return Archive(key, FileObjects(tmp_path / "objects"), clock, ids)


@pytest.fixture
async def sealed(archive) -> Archive:
    """Three hours, a row a minute, sealed every five; the heads of the whole hours are stored."""
    for minute in range(180):
        await archive.happen()
        archive.clock.advance(timedelta(minutes=1))
        if minute % 5 == 4:
            await archive.seal()
    return archive


@pytest.fixture
async def superuser(settings):
    """Whom no right and no trigger stops."""
    connection = await asyncpg.connect(
        settings.database.owner_url, server_settings={"session_replication_role": "replica"}
    )
    yield connection
    await connection.close()
