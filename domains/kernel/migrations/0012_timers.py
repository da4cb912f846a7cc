from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Timers as rows, one pending for each topic and thing. An index of the few that are urgent,
    one of the others: each is read from its front."""

    dependencies = [("kernel", "0011_urgent_first")]

    operations = [
        ops.RunSQL(
            """
            CREATE TABLE kernel.timers (
                topic varchar(60) NOT NULL,
                about uuid NOT NULL,
                due_at timestamptz NOT NULL,
                rings_at timestamptz NOT NULL,
                facts jsonb NOT NULL DEFAULT '{}',
                urgent boolean NOT NULL DEFAULT false,
                attempts smallint NOT NULL DEFAULT 0,
                last_error varchar(200),
                PRIMARY KEY (topic, about)
            ) WITH (fillfactor = 80)
            """,
            reverse_sql="DROP TABLE kernel.timers",
        ),
        ops.RunSQL(
            "CREATE INDEX timers_urgent ON kernel.timers (rings_at) WHERE urgent",
            reverse_sql="DROP INDEX kernel.timers_urgent",
        ),
        ops.RunSQL(
            "CREATE INDEX timers_ordinary ON kernel.timers (rings_at) WHERE NOT urgent",
            reverse_sql="DROP INDEX kernel.timers_ordinary",
        ),
    ]
