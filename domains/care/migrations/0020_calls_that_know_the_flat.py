from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """In which of her flats it was, so that 119 is not sent after her when she moves."""

    dependencies = [("care", "0018_pets_move_with_her")]

    operations = [
        ops.AddField(
            model_name="EmergencyCall",
            name="residence_id",
            field=fields.UUIDField(null=True, description="a Residence: where it was"),
        ),
    ]
