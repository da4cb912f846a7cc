from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Deliveries, partitioned by the month of the event (a uuidv7 begins with its time).

    The primary key, event and device, is the real dedupe: whatever runs twice makes one row.
    Tortoise has no partitions, so the table is plain SQL. Rows of a month without a partition
    of its own lie in the default partition: nothing is refused for want of housekeeping.
    """

    dependencies = [("notifications", "0001_initial")]

    operations = [
        ops.RunSQL(
            """
            CREATE TABLE notifications.deliveries (
                event_id uuid NOT NULL,
                device_id uuid NOT NULL,
                person_id uuid NOT NULL,
                locale text NOT NULL,
                with_position boolean NOT NULL DEFAULT false,
                state text NOT NULL DEFAULT 'pending' CHECK (state IN (
                    'pending', 'quarantined', 'sent', 'failed', 'dead', 'retracted', 'expired')),
                attempts smallint NOT NULL DEFAULT 0,
                expires_at timestamptz NOT NULL,
                created_at timestamptz NOT NULL,
                next_attempt_at timestamptz NOT NULL,
                leased_until timestamptz,
                finished_at timestamptz,
                message_id text,
                error text,
                PRIMARY KEY (event_id, device_id)
            ) PARTITION BY RANGE (event_id);
            CREATE INDEX deliveries_due ON notifications.deliveries (next_attempt_at)
                WHERE state IN ('pending', 'quarantined');
            CREATE TABLE notifications.deliveries_default
                PARTITION OF notifications.deliveries DEFAULT
                WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
            """,
            reverse_sql="DROP TABLE notifications.deliveries",
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION notifications.first_uuid_of(moment timestamptz) RETURNS uuid
            IMMUTABLE LANGUAGE sql AS $$
                SELECT rpad(lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0'),
                            32, '0')::uuid
            $$
            """,
            reverse_sql="DROP FUNCTION notifications.first_uuid_of",
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION notifications.ensure_delivery_partitions(
                first timestamptz, last timestamptz
            ) RETURNS int LANGUAGE plpgsql AS $$
            DECLARE
                month timestamptz := date_trunc('month', first, 'UTC');
                next timestamptz;
                made int := 0;
                name text;
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('notifications.deliveries'));
                WHILE month <= last LOOP
                    next := ((month AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
                    name := 'deliveries_' || to_char(month AT TIME ZONE 'UTC', 'YYYYMM');
                    IF to_regclass('notifications.' || name) IS NULL AND NOT EXISTS (
                        SELECT FROM notifications.deliveries_default
                        WHERE event_id >= notifications.first_uuid_of(month)
                          AND event_id < notifications.first_uuid_of(next)
                    ) THEN
                        EXECUTE format(
                            'CREATE TABLE notifications.%I PARTITION OF notifications.deliveries '
                            'FOR VALUES FROM (%L) TO (%L) '
                            'WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02)',
                            name, notifications.first_uuid_of(month),
                            notifications.first_uuid_of(next));
                        made := made + 1;
                    END IF;
                    month := next;
                END LOOP;
                RETURN made;
            END $$
            """,
            reverse_sql="DROP FUNCTION notifications.ensure_delivery_partitions",
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION notifications.drop_delivery_partitions(oldest_kept timestamptz)
            RETURNS int LANGUAGE plpgsql AS $$
            DECLARE
                part record;
                dropped int := 0;
                oldest text := to_char(oldest_kept AT TIME ZONE 'UTC', 'YYYYMM');
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('notifications.deliveries'));
                FOR part IN
                    SELECT c.relname AS name
                    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = 'notifications.deliveries'::regclass
                      AND c.relname ~ '^deliveries_[0-9]{6}$' AND right(c.relname, 6) < oldest
                LOOP
                    EXECUTE format('DROP TABLE notifications.%I', part.name);
                    dropped := dropped + 1;
                END LOOP;
                DELETE FROM notifications.deliveries_default
                WHERE event_id < notifications.first_uuid_of(date_trunc('month', oldest_kept, 'UTC'));
                RETURN dropped;
            END $$
            """,
            reverse_sql="DROP FUNCTION notifications.drop_delivery_partitions",
        ),
    ]
