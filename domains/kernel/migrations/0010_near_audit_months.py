from tortoise import migrations
from tortoise.migrations import operations as ops

OPEN_AUDIT_MONTHS = """
CREATE OR REPLACE FUNCTION kernel.open_audit_months(first timestamptz, last timestamptz)
RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    month timestamptz := date_trunc('month', first, 'UTC');
    next timestamptz;
    made int := 0;
    part text;
BEGIN
    {bound}
    PERFORM pg_advisory_xact_lock(hashtext('kernel.audit'));
    WHILE month <= last LOOP
        next := date_add(month, interval '1 month', 'UTC');
        part := 'audit_' || to_char(month AT TIME ZONE 'UTC', 'YYYYMM');
        IF to_regclass('kernel.' || part) IS NULL AND NOT EXISTS (
            SELECT FROM kernel.audit_default
            WHERE id >= kernel.first_uuid_of(month) AND id < kernel.first_uuid_of(next)
        ) THEN
            EXECUTE format(
                'CREATE TABLE kernel.%I PARTITION OF kernel.audit '
                'FOR VALUES FROM (%L) TO (%L)', part,
                kernel.first_uuid_of(month), kernel.first_uuid_of(next));
            EXECUTE format(
                'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE '
                'ON kernel.%I EXECUTE FUNCTION kernel.refuse_change()', part);
            made := made + 1;
        END IF;
        month := next;
    END LOOP;
    RETURN made;
END $$
"""

NEAR_MONTHS = """
    IF session_user <> current_user THEN
        month := greatest(month, date_trunc('month', now(), 'UTC'));
        last := least(last, now() + interval '3 months');
    END IF;
"""


class Migration(migrations.Migration):
    """The application opens the months just ahead and no others; the owner opens any.

    Whoever steals the application's role could else make the catalogue grow without end, or lay
    out months before the rows that belong there. A trace outside them lies in the default
    partition, as before. The clock is the database's: a caller's word about the time bounds nothing.
    """

    dependencies = [("kernel", "0009_audit_reviews")]

    operations = [
        ops.RunSQL(
            OPEN_AUDIT_MONTHS.format(bound=NEAR_MONTHS),
            reverse_sql=OPEN_AUDIT_MONTHS.format(bound=""),
        ),
    ]
