from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A decision says of what sort its news was: of what nobody was told there is no notice.

    Older decisions, and those of campaigns, ask the notice.
    """

    dependencies = [("notifications", "0012_fallbacks")]

    operations = [
        ops.AddField(
            model_name="Decision", name="topic", field=fields.CharField(max_length=20, null=True)
        ),
        ops.AddField(
            model_name="Decision", name="category", field=fields.CharField(max_length=12, null=True)
        ),
    ]
