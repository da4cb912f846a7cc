from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Raw positions, partitioned by the hour of the fix so that expiry drops whole tables.

    The primary key holds the partition key: a fix sent twice is one row. Tortoise has no
    partitions, so the table and the two functions that keep its partitions are plain SQL.
    """

    dependencies = [("commute", "0001_initial")]

    operations = [
        ops.RunSQL(
            """
            CREATE TABLE commute.positions (
                child_id uuid NOT NULL,
                at timestamptz NOT NULL,
                lat double precision NOT NULL,
                lon double precision NOT NULL,
                accuracy_m real,
                device_id uuid,
                received_at timestamptz NOT NULL,
                PRIMARY KEY (child_id, at)
            ) PARTITION BY RANGE (at);
            COMMENT ON COLUMN commute.positions.lat IS 'personal: where the child was';
            COMMENT ON COLUMN commute.positions.lon IS 'personal: where the child was';
            """,
            reverse_sql="DROP TABLE commute.positions",
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION commute.ensure_position_partitions(
                first timestamptz, last timestamptz
            ) RETURNS int LANGUAGE plpgsql AS $$
            DECLARE
                hour timestamptz := date_trunc('hour', first, 'UTC');
                made int := 0;
                name text;
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('commute.positions'));
                WHILE hour <= last LOOP
                    name := 'positions_' || to_char(hour AT TIME ZONE 'UTC', 'YYYYMMDD_HH24');
                    IF to_regclass('commute.' || name) IS NULL THEN
                        EXECUTE format(
                            'CREATE TABLE commute.%I PARTITION OF commute.positions '
                            'FOR VALUES FROM (%L) TO (%L)', name, hour, hour + interval '1 hour');
                        made := made + 1;
                    END IF;
                    hour := hour + interval '1 hour';
                END LOOP;
                RETURN made;
            END $$
            """,
            reverse_sql="DROP FUNCTION commute.ensure_position_partitions",
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION commute.drop_position_partitions(oldest_kept timestamptz)
            RETURNS int LANGUAGE plpgsql AS $$
            DECLARE
                part record;
                dropped int := 0;
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('commute.positions'));
                FOR part IN
                    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = 'commute.positions'::regclass
                      -- CASE: the planner may look at every relation's name first
                      AND CASE WHEN c.relname ~ '^positions_[0-9]{8}_[0-9]{2}$' THEN
                          to_timestamp(substr(c.relname, 11) || '+00', 'YYYYMMDD_HH24TZH')
                          < oldest_kept END
                LOOP
                    EXECUTE format('DROP TABLE commute.%I', part.name);
                    dropped := dropped + 1;
                END LOOP;
                RETURN dropped;
            END $$
            """,
            reverse_sql="DROP FUNCTION commute.drop_position_partitions",
        ),
        ops.RunSQL(
            """
            CREATE UNIQUE INDEX watched_places_one_open
                ON commute.watched_places (child_id, place_id) WHERE until IS NULL
            """,
            reverse_sql="DROP INDEX commute.watched_places_one_open",
        ),
    ]
