from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from domains.kernel.seal_text import SealText

OWNER = "personal: under whose key the words lie: of whom they speak, else the reader"


class Migration(migrations.Migration):
    """What was told is sealed: names, places and texts. What lies there waits to be sealed."""

    dependencies = [("notifications", "0004_partitions_by_their_owner")]

    operations = [
        ops.AddField(
            model_name="Notice",
            name="owner_id",
            field=fields.UUIDField(null=True, description=OWNER),
        ),
        ops.AddField(
            model_name="Notice",
            name="names",
            field=fields.BinaryField(
                null=True, description="personal: names and places, as JSON (sealed for the owner)"
            ),
        ),
        ops.AddField(
            model_name="Notice",
            name="position",
            field=fields.BinaryField(
                null=True, description="personal: an SOS's position, as JSON (sealed for the owner)"
            ),
        ),
        ops.AlterField(
            model_name="Notice",
            name="notification",
            field=fields.TextField(
                null=True, description="as JSON, without its names and position; null retracts"
            ),
        ),
        ops.RunSQL(
            r"""
            UPDATE notifications.notices SET
                owner_id = coalesce(subject_id, event_id),
                names = '\x02'::bytea || convert_to((notification::jsonb -> 'values')::text, 'UTF8'),
                position = '\x02'::bytea || convert_to(
                    nullif((notification::jsonb -> 'position')::text, 'null'), 'UTF8'),
                notification = (notification::jsonb
                    || '{"values": {}, "position": null}'::jsonb)::text
            WHERE notification IS NOT NULL
            """,
            reverse_sql="DELETE FROM notifications.notices",
        ),
        ops.AddField(
            model_name="InboxEntry",
            name="owner_id",
            field=fields.UUIDField(null=True, description=OWNER),
        ),
        ops.RunSQL(
            """
            UPDATE notifications.inbox i SET owner_id = coalesce(
                (SELECT n.subject_id FROM notifications.notices n WHERE n.event_id = i.event_id),
                i.person_id)
            """,
            reverse_sql="",
        ),
        SealText(
            "InboxEntry",
            "title",
            table="notifications.inbox",
            what="the text as shown (sealed for the owner)",
        ),
        SealText(
            "InboxEntry",
            "body",
            table="notifications.inbox",
            what="the text as shown (sealed for the owner)",
        ),
        ops.AlterField(
            model_name="InboxEntry",
            name="owner_id",
            field=fields.UUIDField(description=OWNER),
        ),
        ops.RunSQL(
            """
            CREATE INDEX notices_to_seal ON notifications.notices (event_id)
            WHERE get_byte(names, 0) = 2;
            CREATE INDEX notice_positions_to_seal ON notifications.notices (event_id)
            WHERE get_byte(position, 0) = 2;
            CREATE INDEX inbox_titles_to_seal ON notifications.inbox (id)
            WHERE get_byte(title, 0) = 2;
            CREATE INDEX inbox_bodies_to_seal ON notifications.inbox (id)
            WHERE get_byte(body, 0) = 2
            """,
            reverse_sql="""
            DROP INDEX notifications.notices_to_seal;
            DROP INDEX notifications.notice_positions_to_seal;
            DROP INDEX notifications.inbox_titles_to_seal;
            DROP INDEX notifications.inbox_bodies_to_seal
            """,
        ),
    ]
