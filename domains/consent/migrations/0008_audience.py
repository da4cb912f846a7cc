from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What consent publishes for audiences of a whole city: one row a person, and one question.

    `consent.holds` is one expression, so that PostgreSQL writes it into the statement that asks;
    `standing_at` is a query of its own and costs thirty times as much a row.
    """

    dependencies = [("consent", "0007_choices_of_the_erased")]

    operations = [
        ops.RunSQL(
            """
            CREATE VIEW consent.audience AS
                SELECT subject_id AS person_id, purposes, terms FROM consent.standing;
            COMMENT ON VIEW consent.audience IS
                'personal: whose consents stand; ask them with consent.holds, never by hand';

            CREATE FUNCTION consent.holds(
                moment timestamptz, purposes text[], terms jsonb, wanted text, oldest int
            ) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT coalesce(wanted = ANY (purposes)
                    AND coalesce((terms -> wanted ->> 'until')::timestamptz > moment, true)
                    AND coalesce((terms -> wanted ->> 'version')::int, 1) >= oldest, false)
            $$;
            """,
            reverse_sql="""
            DROP FUNCTION consent.holds;
            DROP VIEW consent.audience;
            """,
        ),
    ]
