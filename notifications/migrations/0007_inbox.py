from tortoise import fields, migrations
from tortoise.migrations import operations as ops

SHOWN = "personal: the text as shown (sealed for the owner); null: a campaign's words"


class Migration(migrations.Migration):
    """Phones learn what was read on another; a feed goes on where it broke off; campaigns' entries
    have no words of their own."""

    dependencies = [("notifications", "0006_wishes")]

    operations = [
        ops.AddField(
            model_name="Notice",
            name="reader_id",
            field=fields.UUIDField(
                null=True, description="personal: whose reading it tells their other phones"
            ),
        ),
        ops.AlterField(
            model_name="InboxEntry",
            name="title",
            field=fields.BinaryField(null=True, description=SHOWN),
        ),
        ops.AlterField(
            model_name="InboxEntry",
            name="body",
            field=fields.BinaryField(null=True, description=SHOWN),
        ),
        ops.AddField(
            model_name="InboxEntry",
            name="changed_in",
            field=fields.BigIntField(
                default=0,
                description="the transaction that last changed it: a feed goes on from there",
            ),
        ),
        ops.RunSQL(
            """
            ALTER TABLE notifications.inbox ALTER COLUMN changed_in
                SET DEFAULT pg_current_xact_id()::text::bigint;
            CREATE INDEX notices_by_reader ON notifications.notices (reader_id)
                WHERE reader_id IS NOT NULL;
            """,
            reverse_sql="DROP INDEX notifications.notices_by_reader",
        ),
    ]
