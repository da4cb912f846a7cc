"""A city of people with a phone each, made in PostgreSQL by one statement a table.

Nobody is enrolled one by one: a million would take hours, and enrolling is not what is measured.
The names are sealed with nobody's key; nothing that is measured reads a name.
"""

import asyncio

import asyncpg

PEOPLE = """
INSERT INTO identity.people (id, display_name, birth_date, locale, created_at)
SELECT uuidv7(), '\\x00', date '1950-01-01' + n % 18000, 'ko', now()
FROM generate_series($1::int, $2::int) AS n RETURNING id
"""
DEVICES = """
INSERT INTO identity.devices (id, person_id, name, platform, push_token, created_at, last_seen_at)
SELECT uuidv7(), id, '\\x00', 'android',
       'bench-' || lpad((($1::int - 1) + row_number() OVER ())::text, 8, '0')
       || ':APA91b' || md5(id::text) || md5('more ' || id::text), now(), now()
FROM born
"""
ALREADY = "SELECT count(*) FROM identity.devices WHERE push_token LIKE 'bench-%'"
SEEDED = f"WITH born AS ({PEOPLE}) {DEVICES}"


def seed_people(database: str, *, people: int) -> None:
    """So many phones in all, each of another adult; earlier ones count."""
    asyncio.run(_seed(database, people))


def tokens_of(database: str) -> list[str]:
    """Every phone of the seeded city."""
    return asyncio.run(_tokens(database))


async def _seed(database: str, people: int) -> None:
    connection = await asyncpg.connect(database)
    try:
        already = await connection.fetchval(ALREADY)
        if already < people:
            await connection.execute(SEEDED, already + 1, people, timeout=600)
            await connection.execute("VACUUM ANALYZE identity.people, identity.devices")
    finally:
        await connection.close()


async def _tokens(database: str) -> list[str]:
    connection = await asyncpg.connect(database)
    try:
        rows = await connection.fetch(
            "SELECT push_token FROM identity.devices WHERE push_token LIKE 'bench-%'"
        )
        return [row["push_token"] for row in rows]
    finally:
        await connection.close()
