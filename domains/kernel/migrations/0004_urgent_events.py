from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """An event that is never given up. The release before writes rows that are not urgent."""

    dependencies = [("kernel", "0003_ordering_key")]

    operations = [
        ops.AddField(
            model_name="OutboxRow",
            name="urgent",
            field=fields.BooleanField(db_default=False),
        ),
    ]
