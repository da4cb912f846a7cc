from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A withdrawal finds what is over of one child's events without reading the outbox."""

    dependencies = [("kernel", "0004_urgent_events")]

    operations = [
        ops.RunSQL(
            """
            CREATE INDEX outbox_over ON kernel.outbox (ordering_key)
            WHERE ordering_key IS NOT NULL AND (done_at IS NOT NULL OR gave_up_at IS NOT NULL)
            """,
            reverse_sql="DROP INDEX kernel.outbox_over",
        )
    ]
