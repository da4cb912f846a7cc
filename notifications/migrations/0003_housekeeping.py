from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What housekeeping deletes by its age, it finds without reading the rest."""

    dependencies = [("notifications", "0002_deliveries")]

    operations = [
        ops.RunSQL(
            "CREATE INDEX inbox_by_age ON notifications.inbox (created_at)",
            reverse_sql="DROP INDEX notifications.inbox_by_age",
        ),
        ops.RunSQL(
            "CREATE INDEX decisions_by_age ON notifications.decisions (decided_at)",
            reverse_sql="DROP INDEX notifications.decisions_by_age",
        ),
        ops.RunSQL(
            "CREATE INDEX notices_by_age ON notifications.notices (expires_at)",
            reverse_sql="DROP INDEX notifications.notices_by_age",
        ),
    ]
