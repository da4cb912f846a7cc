from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What homes tell, written set-wise: tables that Tortoise has no words for.

    `sensor_events` is partitioned by the day of arrival, so that expiry drops whole tables and no
    device's clock decides where a row lies. `sequences` holds the numbers taken of each device and
    boot as ranges: what was taken before is inside, what is missing is a hole. `listening` and
    `pulses` hold times in the same way: a hole is a time in which nobody could be heard.
    """

    dependencies = [("care", "0002_homes")]

    operations = [
        ops.RunSQL(
            """
            CREATE TABLE care.sensor_events (
                home_id uuid NOT NULL,
                spot_id uuid NOT NULL,
                device_id uuid NOT NULL,
                measure smallint NOT NULL,
                reading real,
                humidity real,
                at timestamptz NOT NULL,
                received_at timestamptz NOT NULL,
                late boolean NOT NULL,
                taken_in xid8 NOT NULL DEFAULT pg_current_xact_id()
            ) PARTITION BY RANGE (received_at);
            CREATE INDEX sensor_events_by_home ON care.sensor_events (home_id, taken_in);
            CREATE INDEX sensor_events_by_arrival ON care.sensor_events USING brin (received_at);
            COMMENT ON COLUMN care.sensor_events.at IS 'personal: when there was life in a home';
            CREATE TABLE care.sequences (
                device_id uuid NOT NULL,
                boot bigint NOT NULL,
                taken int8multirange NOT NULL,
                heard_at timestamptz NOT NULL,
                PRIMARY KEY (device_id, boot)
            ) WITH (fillfactor = 60);
            CREATE TABLE care.listening (
                device_id uuid PRIMARY KEY,
                home_id uuid NOT NULL,
                heard tstzmultirange NOT NULL
            ) WITH (fillfactor = 60);
            CREATE INDEX listening_by_home ON care.listening (home_id);
            CREATE TABLE care.pulses (
                source varchar(20) PRIMARY KEY,
                heard tstzmultirange NOT NULL
            );
            CREATE TABLE care.registry (
                name varchar(12) PRIMARY KEY,
                version bigint NOT NULL
            );
            INSERT INTO care.registry VALUES ('devices', 0), ('destroyed', 0);
            CREATE TABLE care.summary_line (
                name varchar(12) PRIMARY KEY,
                taken_before xid8 NOT NULL,
                received_before timestamptz NOT NULL
            );
            """,
            reverse_sql="""
            DROP TABLE care.sensor_events, care.sequences, care.listening, care.pulses,
                care.registry, care.summary_line
            """,
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION care.ensure_event_partitions(first timestamptz, last timestamptz)
            RETURNS int LANGUAGE plpgsql
            SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            DECLARE
                day timestamptz := date_trunc('day', first, 'UTC');
                made int := 0;
                name text;
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('care.sensor_events'));
                WHILE day <= last LOOP
                    name := 'sensor_events_' || to_char(day AT TIME ZONE 'UTC', 'YYYYMMDD');
                    IF to_regclass('care.' || name) IS NULL THEN
                        EXECUTE format(
                            'CREATE TABLE care.%I PARTITION OF care.sensor_events '
                            'FOR VALUES FROM (%L) TO (%L)', name, day, day + interval '1 day');
                        made := made + 1;
                    END IF;
                    day := day + interval '1 day';
                END LOOP;
                RETURN made;
            END $$;
            CREATE FUNCTION care.drop_event_partitions(oldest_kept timestamptz)
            RETURNS int LANGUAGE plpgsql
            SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            DECLARE
                part record;
                dropped int := 0;
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('care.sensor_events'));
                FOR part IN
                    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = 'care.sensor_events'::regclass
                      -- CASE: the planner may look at every relation's name first
                      AND CASE WHEN c.relname ~ '^sensor_events_[0-9]{8}$' THEN
                          to_timestamp(substr(c.relname, 15) || '+00', 'YYYYMMDDTZH')
                          < oldest_kept END
                LOOP
                    EXECUTE format('DROP TABLE care.%I', part.name);
                    dropped := dropped + 1;
                END LOOP;
                RETURN dropped;
            END $$;
            """,
            reverse_sql="""
            DROP FUNCTION care.ensure_event_partitions;
            DROP FUNCTION care.drop_event_partitions
            """,
        ),
    ]
