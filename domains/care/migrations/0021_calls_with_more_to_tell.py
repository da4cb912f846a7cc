from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What 119 has, it has, though it is told more under the same call."""

    dependencies = [("care", "0020_calls_that_know_the_flat")]

    operations = [
        ops.AddField(
            model_name="EmergencyCall",
            name="tell_again_at",
            field=fields.DatetimeField(null=True),
        ),
    ]
