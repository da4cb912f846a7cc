from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """The relay asks only for rows that are still to do: let the index hold just those."""

    dependencies = [("kernel", "0001_initial")]

    operations = [
        ops.RunSQL(
            """
            CREATE INDEX outbox_due ON kernel.outbox (id)
            WHERE done_at IS NULL AND gave_up_at IS NULL;
            CREATE INDEX outbox_done ON kernel.outbox (done_at) WHERE done_at IS NOT NULL;
            ALTER TABLE kernel.outbox SET (
                autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
                fillfactor = 80
            )
            """,
            reverse_sql="DROP INDEX kernel.outbox_due; DROP INDEX kernel.outbox_done",
        )
    ]
