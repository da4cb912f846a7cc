from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What housekeeping and the auditors look for by its time."""

    dependencies = [("kernel", "0005_append_only_audit")]

    operations = [
        ops.RunSQL(
            """
            CREATE INDEX outbox_gave_up ON kernel.outbox (gave_up_at)
            WHERE gave_up_at IS NOT NULL
            """,
            reverse_sql="DROP INDEX kernel.outbox_gave_up",
        ),
        ops.RunSQL(
            "CREATE INDEX audit_by_time ON kernel.audit (at)",
            reverse_sql="DROP INDEX kernel.audit_by_time",
        ),
    ]
