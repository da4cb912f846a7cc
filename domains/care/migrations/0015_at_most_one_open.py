from typing import Final

from tortoise import migrations
from tortoise.migrations import operations as ops

ONE_HOME_EACH: Final = """
WITH ranked AS (
    SELECT h.id, first_value(h.id) OVER (
        PARTITION BY h.senior_id ORDER BY used.n DESC, h.opened_at DESC, h.id DESC
    ) AS kept
    FROM care.homes h CROSS JOIN LATERAL (
        SELECT count(*) AS n FROM care.devices d WHERE d.home_id = h.id AND d.retired_at IS NULL
    ) used
    WHERE h.closed_at IS NULL
), twice AS (
    SELECT id, kept FROM ranked WHERE id <> kept
), spots AS (
    UPDATE care.spots s SET home_id = twice.kept FROM twice WHERE s.home_id = twice.id
), codes AS (
    UPDATE care.pairing_codes p SET home_id = twice.kept FROM twice WHERE p.home_id = twice.id
), anew AS (
    UPDATE care.registry SET version = version + 1
    WHERE name = 'devices' AND EXISTS (SELECT FROM twice) RETURNING version
), devices AS (
    UPDATE care.devices d SET home_id = twice.kept, version = anew.version
    FROM twice, anew WHERE d.home_id = twice.id
)
UPDATE care.homes h SET closed_at = now() FROM twice WHERE h.id = twice.id;
"""


class Migration(migrations.Migration):
    """At most one is open: what the models have said all along, and the tables did not.

    A check, or a constraint with a condition, that is named where its table is created is never made
    by the ORM; added to a table that stands, it is.

    Two who began her first pairing at once opened two homes of one flat, without a lock. Before the
    index comes, the one with fewer devices in use is closed, else the older; what was paired in it
    goes over to the other, for of a closed home no smoke is heard. Nothing could break the other
    indexes: a case opens under the lock of its senior, a pause and a residence under that of her
    enrolment, and an absence that ends before it begins is refused at the door.
    """

    dependencies = [("care", "0014_clocks_that_are_set_back")]

    operations = [
        ops.RunSQL(ONE_HOME_EACH, reverse_sql=""),
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
