from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Urgent events are claimed before all others: an index of the few that are still to do.

    An ordinary event never touches it.
    """

    dependencies = [("kernel", "0010_near_audit_months")]

    operations = [
        ops.RunSQL(
            """
            CREATE INDEX outbox_urgent ON kernel.outbox (id)
            WHERE urgent AND done_at IS NULL AND gave_up_at IS NULL
            """,
            reverse_sql="DROP INDEX kernel.outbox_urgent",
        ),
    ]
