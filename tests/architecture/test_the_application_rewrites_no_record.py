"""What the application's role may do, table by table: more than it needs is a gap in the law."""

import asyncpg
import pytest

from infra.database import APPS
from infra.database_rights import APPEND_ONLY

pytestmark = pytest.mark.usefixtures("database")

_TABLES = """
SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relispartition AS partition,
       array_remove(ARRAY[
           CASE WHEN has_table_privilege($2, c.oid, 'SELECT') THEN 'SELECT' END,
           CASE WHEN has_table_privilege($2, c.oid, 'INSERT') THEN 'INSERT' END,
           CASE WHEN has_table_privilege($2, c.oid, 'UPDATE') THEN 'UPDATE' END,
           CASE WHEN has_table_privilege($2, c.oid, 'DELETE') THEN 'DELETE' END,
           CASE WHEN has_table_privilege($2, c.oid, 'TRUNCATE') THEN 'TRUNCATE' END,
           CASE WHEN has_table_privilege($2, c.oid, 'REFERENCES') THEN 'REFERENCES' END,
           CASE WHEN has_table_privilege($2, c.oid, 'TRIGGER') THEN 'TRIGGER' END
       ], NULL) AS rights,
       pg_get_userbyid(c.relowner) AS owner
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname = ANY($1)
ORDER BY 1
"""

_FUNCTIONS = """
SELECT p.oid::regprocedure::text AS name, p.prosecdef AS as_owner, p.proconfig AS settings,
       p.prosrc ~* '\\m(create|drop|alter)\\s+table' AS makes_tables,
       EXISTS (SELECT FROM aclexplode(p.proacl) WHERE grantee = 0) OR p.proacl IS NULL AS public
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY($1)
"""


@pytest.fixture
async def owner(settings):
    connection = await asyncpg.connect(settings.database.owner_url)
    yield connection
    await connection.close()


async def tables(owner) -> dict[str, asyncpg.Record]:
    return {row["name"]: row for row in await owner.fetch(_TABLES, list(APPS), "osan_app")}


async def test_the_role_is_nobody_special_and_owns_nothing(owner):
    role = await owner.fetchrow("SELECT * FROM pg_roles WHERE rolname = 'osan_app'")
    might = ["rolsuper", "rolcreaterole", "rolcreatedb", "rolreplication", "rolbypassrls"]
    assert [power for power in might if role[power]] == []
    assert not await owner.fetchval(
        "SELECT count(*) FROM pg_auth_members WHERE member = 'osan_app'::regrole"
    )
    assert {row["owner"] for row in (await tables(owner)).values()} == {"osan"}


async def test_each_table_is_open_exactly_as_far_as_it_should_be(owner):
    wrong = {
        name: row["rights"]
        for name, row in (await tables(owner)).items()
        if set(row["rights"]) != rights_of(name, partition=row["partition"])
    }
    assert wrong == {}


def rights_of(name: str, *, partition: bool) -> set[str]:
    if partition:
        return set()
    return {"SELECT", "INSERT"} if name in APPEND_ONLY else {"SELECT", "INSERT", "UPDATE", "DELETE"}


async def test_every_append_only_table_exists(owner):
    assert set(APPEND_ONLY) <= (await tables(owner)).keys()


async def test_what_makes_and_drops_tables_runs_as_the_owner_on_a_fixed_path(owner):
    functions = await owner.fetch(_FUNCTIONS, list(APPS))
    bound = "search_path=pg_catalog, pg_temp"
    assert [f["name"] for f in functions if f["makes_tables"] and not f["as_owner"]] == []
    assert [f["name"] for f in functions if f["as_owner"] and bound not in f["settings"]] == []
    assert [f["name"] for f in functions if f["public"]] == []
