from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Nobody rewrites the audit, not even the house itself: the database refuses."""

    dependencies = [("kernel", "0004_urgent_events")]

    operations = [
        ops.RunSQL(
            """
            CREATE FUNCTION kernel.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END $$
            """,
            reverse_sql="DROP FUNCTION kernel.refuse_change",
        ),
        ops.RunSQL(
            """
            CREATE TRIGGER audit_is_append_only
            BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel.audit
            FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change()
            """,
            reverse_sql="DROP TRIGGER audit_is_append_only ON kernel.audit",
        ),
    ]
