from tortoise import migrations
from tortoise.migrations import operations as ops

OPEN_LOCATION_USES = """
CREATE OR REPLACE FUNCTION consent.open_location_uses(month timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    begins timestamptz := date_trunc('month', month, 'UTC');
    ends timestamptz := date_add(begins, interval '1 month', 'UTC');
    part text := 'location_uses_' || to_char(begins AT TIME ZONE 'UTC', 'YYYYMM');
BEGIN
    {bound}
    PERFORM pg_advisory_xact_lock(hashtext('consent.location_uses'));
    IF to_regclass('consent.' || part) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format(
        'CREATE TABLE consent.%I (LIKE consent.location_uses INCLUDING COMMENTS)', part);
    LOCK TABLE consent.location_uses_default IN ACCESS EXCLUSIVE MODE;
    EXECUTE format(
        'WITH moved AS (DELETE FROM consent.location_uses_default '
        'WHERE at >= %L AND at < %L RETURNING *) '
        'INSERT INTO consent.%I SELECT * FROM moved', begins, ends, part);
    EXECUTE format(
        'ALTER TABLE consent.location_uses ATTACH PARTITION consent.%I '
        'FOR VALUES FROM (%L) TO (%L)', part, begins, ends);
    RETURN true;
END $$
"""

NEAR_MONTHS = """
    IF session_user <> current_user
       AND (begins < date_trunc('month', now(), 'UTC') OR begins > now() + interval '3 months') THEN
        RETURN false;
    END IF;
"""


class Migration(migrations.Migration):
    """The application opens this month and the three ahead; the owner opens any.

    Whoever steals the application's role could else make the catalogue grow without end. A use
    outside these months lies in the default partition, as before. The clock is the database's: a
    caller's word about the time bounds nothing.
    """

    dependencies = [("consent", "0009_suspended")]

    operations = [
        ops.RunSQL(
            OPEN_LOCATION_USES.format(bound=NEAR_MONTHS),
            reverse_sql=OPEN_LOCATION_USES.format(bound=""),
        ),
    ]
