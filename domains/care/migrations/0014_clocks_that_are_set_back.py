from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What a device's clock showed last, so that it is noticed when it is set back."""

    dependencies = [("care", "0013_starts_that_are_forgotten")]

    operations = [
        ops.AddField(
            model_name="Device",
            name="clock_sequence",
            field=fields.BigIntField(
                db_default=0, description="its latest number, of which its clock was learned"
            ),
        ),
        ops.AddField(
            model_name="Device",
            name="clock_shown_ms",
            field=fields.BigIntField(
                db_default=0, description="what its clock showed when that was sent, since 1970"
            ),
        ),
    ]
