from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """At most one is open: what the models have said all along, and the tables did not.

    A check, or a constraint with a condition, that is named where its table is created is never made
    by the ORM; added to a table that stands, it is.
    """

    dependencies = [("care", "0014_clocks_that_are_set_back")]

    operations = [
        ops.RunSQL(
            """
            CREATE UNIQUE INDEX cases_one_open ON care.cases (senior_id) WHERE ended_at IS NULL;
            CREATE UNIQUE INDEX homes_one_open ON care.homes (senior_id) WHERE closed_at IS NULL;
            CREATE UNIQUE INDEX pauses_one_open ON care.pauses (enrolment_id)
                WHERE ended_at IS NULL;
            CREATE UNIQUE INDEX residences_one_open ON care.residences (enrolment_id)
                WHERE until IS NULL;
            ALTER TABLE care.absences
                ADD CONSTRAINT absences_end_after_start CHECK (last_day >= first_day);
            """,
            reverse_sql="""
            ALTER TABLE care.absences DROP CONSTRAINT absences_end_after_start;
            DROP INDEX care.cases_one_open, care.homes_one_open, care.pauses_one_open,
                care.residences_one_open
            """,
        )
    ]
