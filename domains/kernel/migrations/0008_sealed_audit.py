from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """The audit says why, lies by months, and is sealed in blocks that a chain of hashes holds.

    A row in a month that nobody opened lies in the default partition: a trace never fails for
    want of a table. The functions run as their owner, since the application may neither make nor
    drop tables; what drops months asks no caller's clock whether two years are over.
    """

    dependencies = [("kernel", "0007_sealed_answers")]

    operations = [
        ops.AddField(
            model_name="AuditEntry", name="why", field=fields.CharField(max_length=20, null=True)
        ),
        ops.RemoveIndex(model_name="AuditEntry", fields=["subject_id", "at"]),
        ops.RunSQL(
            """
            CREATE FUNCTION kernel.first_uuid_of(moment timestamptz) RETURNS uuid
            IMMUTABLE LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
                SELECT rpad(lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0'),
                            32, '0')::uuid
            $$
            """,
            reverse_sql="DROP FUNCTION kernel.first_uuid_of",
        ),
        ops.RunSQL(
            """
            ALTER TABLE kernel.audit RENAME TO audit_before;
            CREATE TABLE kernel.audit (
                id uuid NOT NULL,
                at timestamptz NOT NULL,
                actor_id uuid,
                actor_system varchar(60),
                on_behalf_of uuid,
                action varchar(80) NOT NULL,
                subject_id uuid,
                reference uuid,
                why varchar(20),
                CONSTRAINT audit_key PRIMARY KEY (id)
            ) PARTITION BY RANGE (id);
            COMMENT ON TABLE kernel.audit IS
                'Who did what, for whom and why: never with a payload, never changed.';
            COMMENT ON COLUMN kernel.audit.subject_id IS 'personal: whose affair';
            CREATE INDEX audit_of_subject ON kernel.audit (subject_id, id)
                WHERE subject_id IS NOT NULL;
            CREATE INDEX audit_of_actor ON kernel.audit (actor_id, id) WHERE actor_id IS NOT NULL;
            CREATE INDEX audit_on_behalf ON kernel.audit (on_behalf_of, id)
                WHERE on_behalf_of IS NOT NULL;
            CREATE INDEX audit_of_reference ON kernel.audit (reference, id)
                WHERE reference IS NOT NULL;
            CREATE TABLE kernel.audit_default PARTITION OF kernel.audit DEFAULT;
            """,
            reverse_sql="DROP TABLE kernel.audit; ALTER TABLE kernel.audit_before RENAME TO audit",
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION kernel.open_audit_months(first timestamptz, last timestamptz)
            RETURNS int LANGUAGE plpgsql
            SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            DECLARE
                month timestamptz := date_trunc('month', first, 'UTC');
                next timestamptz;
                made int := 0;
                part text;
            BEGIN
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
            """,
            reverse_sql="DROP FUNCTION kernel.open_audit_months",
        ),
        ops.RunSQL(
            """
            CREATE TABLE kernel.seal_blocks (
                stream varchar(40) NOT NULL,
                number int NOT NULL,
                previous bytea NOT NULL,
                since timestamptz,
                until timestamptz NOT NULL,
                encoding smallint NOT NULL,
                ids uuid[] NOT NULL,
                digests bytea NOT NULL,
                rows int NOT NULL,
                rows_hash bytea NOT NULL,
                key_id varchar(40) NOT NULL,
                hash bytea NOT NULL,
                signature bytea NOT NULL,
                sealed_at timestamptz NOT NULL,
                PRIMARY KEY (stream, number)
            );
            ALTER TABLE kernel.seal_blocks ALTER ids SET STORAGE EXTERNAL,
                                           ALTER digests SET STORAGE EXTERNAL;
            CREATE INDEX seal_blocks_by_end ON kernel.seal_blocks (stream, until);
            CREATE TABLE kernel.seal_heads (
                stream varchar(40) NOT NULL,
                number int NOT NULL,
                key text NOT NULL,
                hash bytea NOT NULL,
                stored_at timestamptz NOT NULL,
                PRIMARY KEY (stream, number)
            );
            """,
            reverse_sql="DROP TABLE kernel.seal_heads; DROP TABLE kernel.seal_blocks",
        ),
        ops.RunSQL(
            """
            CREATE FUNCTION kernel.drop_audit_months(before timestamptz) RETURNS int
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            DECLARE
                part record;
                dropped int := 0;
                anchored timestamptz;
            BEGIN
                IF before IS NULL OR before > now() - interval '2 years' THEN
                    RAISE EXCEPTION 'the audit is kept for two years'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                PERFORM pg_advisory_xact_lock(hashtext('kernel.audit'));
                SELECT max(b.until) INTO anchored
                FROM kernel.seal_blocks b JOIN kernel.seal_heads h USING (stream, number)
                WHERE b.stream = 'audit' AND h.hash = b.hash;
                FOR part IN
                    SELECT c.relname AS name,
                           date_add(to_timestamp(right(c.relname, 6) || '+00', 'YYYYMMTZH'),
                                    interval '1 month', 'UTC') AS ends
                    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = 'kernel.audit'::regclass
                      AND c.relname ~ '^audit_[0-9]{6}$'
                LOOP
                    IF part.ends <= before AND part.ends + interval '1 hour' <= anchored THEN
                        EXECUTE format('DROP TABLE kernel.%I', part.name);
                        dropped := dropped + 1;
                    END IF;
                END LOOP;
                DELETE FROM kernel.audit_default
                WHERE id < kernel.first_uuid_of(least(before, anchored - interval '1 hour'))
                  AND anchored IS NOT NULL;
                UPDATE kernel.seal_blocks SET ids = '{}', digests = ''
                WHERE stream = 'audit' AND ids <> '{}'
                  AND until <= least(before, anchored - interval '1 hour')
                  AND anchored IS NOT NULL;
                RETURN dropped;
            END $$
            """,
            reverse_sql="DROP FUNCTION kernel.drop_audit_months",
        ),
        ops.RunSQL(
            """
            SELECT kernel.open_audit_months(month, month) FROM (
                SELECT DISTINCT date_trunc('month', at, 'UTC') AS month FROM kernel.audit_before
                UNION SELECT date_trunc('month', now(), 'UTC') + make_interval(months => ahead)
                FROM generate_series(0, 2) AS ahead
            ) AS months;
            INSERT INTO kernel.audit
            SELECT id, at, actor_id, actor_system, on_behalf_of, action, subject_id, reference, why
            FROM kernel.audit_before;
            DROP TABLE kernel.audit_before;
            CREATE TRIGGER audit_is_append_only
            BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel.audit
            FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
            """,
            reverse_sql="",
        ),
    ]
