from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Nobody rewrites what people decided: the database refuses."""

    dependencies = [("consent", "0001_initial")]

    operations = [
        ops.RunSQL(
            """
            CREATE FUNCTION consent.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END $$
            """,
            reverse_sql="DROP FUNCTION consent.refuse_change",
        ),
        ops.RunSQL(
            """
            CREATE TRIGGER ledger_is_append_only
            BEFORE UPDATE OR DELETE OR TRUNCATE ON consent.ledger
            FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_change()
            """,
            reverse_sql="DROP TRIGGER ledger_is_append_only ON consent.ledger",
        ),
    ]
