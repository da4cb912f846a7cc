from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What waits for a person's hour: one open digest a person, which is its own timer, and what
    lies in it."""

    dependencies = [("notifications", "0010_channel_health")]

    operations = [
        ops.CreateModel(
            name="Digest",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("person_id", fields.UUIDField(description="personal: whose digest")),
                ("due_at", fields.DatetimeField()),
                ("told_at", fields.DatetimeField(null=True)),
            ],
            options={
                "table": "digests",
                "schema": "notifications",
                "app": "notifications",
                "pk_attr": "id",
                "table_description": "News that is told together; its id is the event id of the "
                "push that tells it.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(
            """
            CREATE UNIQUE INDEX digests_one_open ON notifications.digests (person_id)
                WHERE told_at IS NULL;
            CREATE INDEX digests_due ON notifications.digests (due_at) WHERE told_at IS NULL;
            CREATE INDEX digests_told ON notifications.digests (told_at);
            CREATE TABLE notifications.digest_items (
                digest_id uuid NOT NULL REFERENCES notifications.digests ON DELETE CASCADE,
                event_id uuid NOT NULL,
                PRIMARY KEY (digest_id, event_id)
            );
            """,
            reverse_sql="DROP TABLE notifications.digest_items",
        ),
    ]
