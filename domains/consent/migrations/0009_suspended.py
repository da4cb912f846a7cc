from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """While a suspension stands no new yes is taken: the row that every yes locks says so.

    Suspensions that stand already count from when they began. A yes that was taken since stands:
    it was promised to.
    """

    dependencies = [("consent", "0008_audience")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Standing",
            name="suspended_since",
            field=fields.DatetimeField(null=True),
        ),
        ops.RunSQL(
            """
            DO $$ BEGIN
                IF to_regclass('governance.suspensions') IS NOT NULL THEN
                    INSERT INTO consent.standing (subject_id, purposes, changed_at, suspended_since)
                    SELECT subject_id, '{}', min(since), min(since) FROM governance.suspensions
                    WHERE lifted_at IS NULL GROUP BY subject_id
                    ON CONFLICT (subject_id)
                    DO UPDATE SET suspended_since = excluded.suspended_since;
                END IF;
            END $$
            """,
            reverse_sql="",
        ),
    ]
