from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What each worker did in the last two hours, and that it lives: for the operators' page."""

    dependencies = [("notifications", "0013_why")]

    operations = [
        ops.RunSQL(
            """
            CREATE TABLE notifications.pulses (
                at timestamptz NOT NULL,
                worker_id uuid NOT NULL,
                lane text NOT NULL,
                channel text NOT NULL,
                outcome text NOT NULL,
                reason text NOT NULL,
                n int NOT NULL
            );
            CREATE INDEX pulses_by_age ON notifications.pulses (at);
            """,
            reverse_sql="DROP TABLE notifications.pulses",
        ),
    ]
