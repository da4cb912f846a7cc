from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Of a start whose numbers are forgotten nothing is believed any more."""

    dependencies = [("care", "0012_signals_say_the_room")]

    operations = [
        ops.AddField(
            model_name="Device",
            name="forgotten_boot",
            field=fields.BigIntField(
                db_default=0, description="the latest start whose numbers are forgotten"
            ),
        ),
        ops.RunSQL(
            """
            UPDATE care.devices d SET forgotten_boot = first.boot - 1 FROM (
                SELECT device_id, min(boot) AS boot FROM care.sequences GROUP BY device_id
            ) first WHERE first.device_id = d.id
            """,
            reverse_sql="",
        ),
    ]
