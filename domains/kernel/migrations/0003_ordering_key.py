from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Events that share a key are offered one after the other: a departure after the arrival."""

    dependencies = [("kernel", "0002_due_rows")]

    operations = [
        ops.AddField(
            model_name="OutboxRow",
            name="ordering_key",
            field=fields.UUIDField(null=True),
        ),
        ops.RunSQL(
            """
            CREATE INDEX outbox_turns ON kernel.outbox (ordering_key, id)
            WHERE done_at IS NULL AND gave_up_at IS NULL AND ordering_key IS NOT NULL
            """,
            reverse_sql="DROP INDEX kernel.outbox_turns",
        ),
    ]
