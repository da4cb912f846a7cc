"""What is written down once, neither a bug nor a person at the database's prompt takes back."""

import asyncpg
import pytest

from domains.consent.models import LedgerEntry
from domains.consent.public import Purpose
from domains.kernel import audit, sql
from domains.kernel.actor import system_actor
from domains.kernel.models import AuditEntry
from infra.settings import Settings
from tests.builders.families import Town

pytestmark = pytest.mark.usefixtures("database")

EACH_CHANGE = [
    "UPDATE kernel.audit SET action = 'nothing.happened'",
    "DELETE FROM kernel.audit",
    "TRUNCATE kernel.audit",
    "UPDATE consent.ledger SET action = 'granted'",
    "DELETE FROM consent.ledger WHERE action = 'withdrawn'",
    "TRUNCATE consent.ledger CASCADE",
]


@pytest.fixture
async def written(clock, ids):
    """One trace and one decision."""
    await audit.record(system_actor("tests"), "bell.ring", clock=clock, ids=ids)
    town = Town(clock, ids)
    child = await town.person("민아", born=clock.now().date().replace(year=2017))
    mother = await town.parent_of(child, "김하나")
    await town.consents(mother, child, {Purpose.COMMUTE_ARRIVAL})


@pytest.mark.parametrize("change", EACH_CHANGE)
async def test_the_application_may_not_rewrite_what_happened(
    written, settings: Settings, change: str
):
    before = await everything()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await as_role(settings.database.url, change)
    assert await everything() == before


@pytest.mark.parametrize("change", EACH_CHANGE)
async def test_even_the_owner_does_not_rewrite_it_by_accident(
    written, settings: Settings, change: str
):
    before = await everything()
    with pytest.raises(asyncpg.RestrictViolationError, match="append-only"):
        await as_role(settings.database.owner_url, change)
    assert await everything() == before


@pytest.mark.parametrize(
    "way_out",
    [
        "ALTER TABLE kernel.audit DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TABLE kernel.audit",
        "SET ROLE osan",
        "CREATE TABLE kernel.another (id int)",
        "CREATE TABLE public.another (id int)",
        "CREATE RULE none AS ON INSERT TO kernel.audit DO INSTEAD NOTHING",
        "CREATE OR REPLACE FUNCTION kernel.refuse_change() RETURNS trigger LANGUAGE plpgsql "
        "AS 'BEGIN RETURN NULL; END'",
        "CREATE FUNCTION public.another() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE kernel.audit DETACH PARTITION kernel.audit_default",
        "DELETE FROM kernel.audit_default",
        "INSERT INTO kernel.audit (id, at, action) VALUES (gen_random_uuid(), now(), 'x') "
        "ON CONFLICT (id) DO UPDATE SET action = 'y'",
        "MERGE INTO kernel.audit USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
        "DELETE FROM kernel.seal_blocks",
        "UPDATE kernel.seal_heads SET number = 7",
        "DELETE FROM consent.location_uses",
        "COPY kernel.audit TO PROGRAM 'cat'",
        "COPY kernel.audit TO '/tmp/audit'",
        "SELECT pg_read_file('/etc/passwd')",
        "ALTER SYSTEM SET log_statement = 'all'",
        "ALTER ROLE osan_app SUPERUSER",
        "GRANT osan TO osan_app",
        "REASSIGN OWNED BY osan TO osan_app",
    ],
)
async def test_the_application_cannot_free_itself(settings: Settings, way_out: str):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await as_role(settings.database.url, way_out)


async def as_role(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def everything() -> list[list[object]]:
    assert await AuditEntry.exists()
    assert await LedgerEntry.exists()
    return [
        [tuple(row) for row in await sql.fetch("SELECT * FROM kernel.audit ORDER BY id")],
        [tuple(row) for row in await sql.fetch("SELECT * FROM consent.ledger ORDER BY id")],
    ]
