from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Old entries learn when they end; the ledger is numbered by the database.

    A guardian's word stood "until fourteen" in law before it did in a column: the append-only
    trigger sleeps while the column is filled in.
    """

    dependencies = [
        ("consent", "0003_time_and_proof"),
        ("identity", "0001_initial"),
    ]

    operations = [
        ops.RunSQL(
            """
            ALTER TABLE consent.ledger ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;
            CREATE INDEX ledger_by_subject ON consent.ledger (subject_id, number);
            CREATE INDEX standing_by_end ON consent.standing (ends_at) WHERE ends_at IS NOT NULL;
            CREATE INDEX timers_due ON consent.timers (due_at) WHERE fired_at IS NULL;
            CREATE INDEX erasures_due ON consent.erasures (next_try_at) WHERE done_at IS NULL;
            """,
            reverse_sql="""
            DROP INDEX consent.erasures_due;
            DROP INDEX consent.timers_due;
            DROP INDEX consent.standing_by_end;
            ALTER TABLE consent.ledger DROP COLUMN number;
            """,
        ),
        ops.RunSQL(
            """
            ALTER TABLE consent.ledger DISABLE TRIGGER ledger_is_append_only;
            UPDATE consent.ledger l SET
                because = 'age',
                stands_until = (CASE
                    WHEN to_char(p.birth_date, 'MMDD') = '0229'
                        THEN make_date(extract(year FROM p.birth_date)::int + 14, 3, 1)
                    ELSE (p.birth_date + interval '14 years')::date
                END)::timestamp AT TIME ZONE 'Asia/Seoul'
            FROM identity.people p
            WHERE p.id = l.subject_id AND p.birth_date IS NOT NULL
              AND l.action = 'granted' AND l.decided_by <> l.subject_id;
            ALTER TABLE consent.ledger ENABLE TRIGGER ledger_is_append_only;
            """,
            reverse_sql="",
        ),
        ops.RunSQL(
            """
            WITH last AS (
                SELECT DISTINCT ON (subject_id, purpose)
                    subject_id, purpose, text_version, stands_until
                FROM consent.ledger WHERE action = 'granted'
                ORDER BY subject_id, purpose, number DESC
            ), terms AS (
                SELECT s.subject_id, min(l.stands_until) AS ends_at, jsonb_object_agg(
                    l.purpose,
                    jsonb_build_object('version', l.text_version, 'until', l.stands_until)
                ) AS terms
                FROM consent.standing s JOIN last l
                    ON l.subject_id = s.subject_id AND l.purpose = ANY(s.purposes)
                GROUP BY s.subject_id
            )
            UPDATE consent.standing s SET terms = t.terms, ends_at = t.ends_at
            FROM terms t WHERE t.subject_id = s.subject_id;

            INSERT INTO consent.timers (id, kind, subject_id, purpose, about, due_at)
            SELECT gen_random_uuid(), 'lapse_coming', subject_id, '', ends_at,
                ends_at - make_interval(days => days, hours => -9)
            FROM consent.standing, unnest(ARRAY[30, 7]) AS notice (days)
            WHERE ends_at - make_interval(days => days, hours => -9) > now();
            """,
            reverse_sql="",
        ),
    ]
