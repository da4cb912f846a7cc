from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What a standing row means at a moment, said once for every statement that asks."""

    dependencies = [("consent", "0005_months_of_location_uses")]

    operations = [
        ops.RunSQL(
            """
            CREATE FUNCTION consent.standing_at(
                moment timestamptz, purposes text[], terms jsonb, wanted text[], oldest int[]
            ) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT ARRAY(
                    SELECT w.purpose FROM unnest(wanted, oldest) AS w (purpose, version)
                    WHERE w.purpose = ANY (purposes)
                      AND coalesce((terms -> w.purpose ->> 'until')::timestamptz > moment, true)
                      AND coalesce((terms -> w.purpose ->> 'version')::int, 1) >= w.version
                )
            $$
            """,
            reverse_sql="DROP FUNCTION consent.standing_at",
        ),
    ]
