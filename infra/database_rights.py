"""What the application's role may do in the database; said anew after each migration."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import asyncpg

from infra.setting_sections import DatabaseSettings

APPEND_ONLY = (
    "kernel.audit",
    "kernel.audit_reviews",
    "kernel.seal_blocks",
    "kernel.seal_heads",
    "consent.ledger",
    "consent.location_uses",
)
"""Tables to which the application adds and which it reads; it changes and removes nothing.

개인정보의 안전성 확보조치 기준 §8: access records must be kept from forgery and alteration.
"""


@dataclass(frozen=True, slots=True)
class AppRole:
    """The role with which every process but `migrate` connects."""

    name: str
    password: str | None


def app_role_of(settings: DatabaseSettings) -> AppRole | None:
    """The application's role; None where it is the owner itself, who cannot be bound."""
    app, owner = urlsplit(settings.url), urlsplit(settings.owner_url or settings.url)
    if app.username is None or app.username == owner.username:
        return None
    return AppRole(unquote(app.username), unquote(app.password) if app.password else None)


async def grant_rights(
    owner: asyncpg.Connection,
    role: AppRole,
    *,
    schemas: Sequence[str],
    append_only: Sequence[str] = APPEND_ONLY,
) -> None:
    """Give `role` what it needs and take what it must not have; all or nothing.

    A table of tomorrow's migration needs no word here unless it is append-only. Partitions are
    reached through their table alone: what opens and drops them runs as the owner.
    """
    async with owner.transaction():
        settings = {
            "osan.role": role.name,
            "osan.password": role.password or "",
            "osan.schemas": ",".join(schemas),
            "osan.append_only": ",".join(append_only),
        }
        for name, value in settings.items():
            await owner.execute("SELECT set_config($1, $2, true)", name, value)
        await owner.execute(_MAKE_ROLE)
        await owner.execute(_GRANT)


_MAKE_ROLE = """
DO $$
DECLARE
    role text := current_setting('osan.role');
    password text := current_setting('osan.password');
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
        EXECUTE format('CREATE ROLE %I LOGIN', role);
        IF password <> '' THEN
            EXECUTE format('ALTER ROLE %I PASSWORD %L', role, password);
        END IF;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- another database of this server made it at the same moment
END $$
"""

_GRANT = """
DO $$
DECLARE
    role text := current_setting('osan.role');
    schemas text[] := string_to_array(current_setting('osan.schemas'), ',');
    append_only text[] := string_to_array(current_setting('osan.append_only'), ',');
    schema text;
    item record;
BEGIN
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA public TO %I', role);
    FOREACH schema IN ARRAY schemas LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema, role);
        EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', schema, role);
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC, %I', schema, role);
        EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %I FROM PUBLIC', schema);
        EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO %I', schema, role);
    END LOOP;
    FOR item IN
        SELECT c.oid::regclass AS name, format('%s.%s', n.nspname, c.relname) = ANY(append_only)
               AS append_only
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition AND n.nspname = ANY(schemas)
    LOOP
        EXECUTE format('GRANT %s ON %s TO %I', CASE WHEN item.append_only THEN 'SELECT, INSERT'
                       ELSE 'SELECT, INSERT, UPDATE, DELETE' END, item.name, role);
    END LOOP;
END $$
"""
