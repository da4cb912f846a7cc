from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """The record of location uses by months: opened ahead, dropped when six months are over.

    A use in a month that nobody opened goes into the default partition, so that a record never
    fails for want of a table; opening the month moves it. The two functions run as their owner,
    since the application may neither create nor drop tables, and forget nothing that 위치정보법
    §16② still wants kept, whatever the caller's clock says.
    """

    dependencies = [("consent", "0004_words_that_end")]

    operations = [
        ops.RunSQL(
            """
            ALTER TABLE consent.location_uses RENAME TO location_uses_before;
            CREATE TABLE consent.location_uses (
                id uuid NOT NULL,
                at timestamptz NOT NULL,
                subject_id uuid NOT NULL,
                purposes text[] NOT NULL,
                act varchar(10) NOT NULL,
                actor_id uuid,
                actor_system varchar(60),
                receiver_id uuid,
                PRIMARY KEY (id, at)
            ) PARTITION BY RANGE (at);
            COMMENT ON TABLE consent.location_uses IS
                'Who used or was given whose location, why and when; never the location itself.';
            COMMENT ON COLUMN consent.location_uses.subject_id IS 'personal: whose location';
            CREATE INDEX location_uses_of_subject ON consent.location_uses (subject_id, id);
            CREATE INDEX location_uses_provided ON consent.location_uses (subject_id, at)
                WHERE act = 'provide';
            CREATE TABLE consent.location_uses_default
                PARTITION OF consent.location_uses DEFAULT;
            """,
            reverse_sql="DROP TABLE consent.location_uses",
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION consent.open_location_uses(month timestamptz) RETURNS boolean
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            DECLARE
                begins timestamptz := date_trunc('month', month, 'UTC');
                ends timestamptz := date_add(begins, interval '1 month', 'UTC');
                part text := 'location_uses_' || to_char(begins AT TIME ZONE 'UTC', 'YYYYMM');
            BEGIN
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
            END $$;
            """,
            reverse_sql="DROP FUNCTION consent.open_location_uses",
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION consent.drop_location_uses(before timestamptz) RETURNS int
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            DECLARE
                part record;
                dropped int := 0;
            BEGIN
                IF before IS NULL OR before > now() - interval '6 months' THEN
                    RAISE EXCEPTION 'location uses are kept for six months'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                PERFORM pg_advisory_xact_lock(hashtext('consent.location_uses'));
                FOR part IN
                    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = 'consent.location_uses'::regclass
                      AND CASE WHEN c.relname ~ '^location_uses_[0-9]{6}$' THEN
                          date_add(to_timestamp(right(c.relname, 6) || '+00', 'YYYYMMTZH'),
                                   interval '1 month', 'UTC') <= before END
                LOOP
                    EXECUTE format('DROP TABLE consent.%I', part.name);
                    dropped := dropped + 1;
                END LOOP;
                DELETE FROM consent.location_uses_default WHERE at < before;
                RETURN dropped;
            END $$;
            """,
            reverse_sql="DROP FUNCTION consent.drop_location_uses",
        ),
        ops.RunSQL(
            """
            SELECT consent.open_location_uses(month) FROM (
                SELECT DISTINCT date_trunc('month', at, 'UTC') AS month
                FROM consent.location_uses_before
                UNION SELECT date_trunc('month', now(), 'UTC') + make_interval(months => ahead)
                FROM generate_series(0, 2) AS ahead
            ) AS months;
            INSERT INTO consent.location_uses
            SELECT id, at, subject_id, purposes, act, actor_id, actor_system, receiver_id
            FROM consent.location_uses_before;
            DROP TABLE consent.location_uses_before;
            """,
            reverse_sql="",
        ),
    ]
