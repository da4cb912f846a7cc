from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Which ways out of the house are broken, why, and since when. Whatever is not listed works."""

    dependencies = [("notifications", "0009_ledger")]

    operations = [
        ops.RunSQL(
            """
            CREATE TABLE notifications.channel_health (
                circuit text PRIMARY KEY CHECK (length(circuit) <= 40),
                state text NOT NULL CHECK (state IN ('closed', 'open')),
                trouble text CHECK (trouble IN ('outage', 'credentials')),
                reason text,
                since timestamptz NOT NULL,
                next_probe_at timestamptz,
                CHECK ((state = 'open') = (trouble IS NOT NULL))
            );
            """,
            reverse_sql="DROP TABLE notifications.channel_health",
        ),
    ]
