from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A picture has a key of its own; a home has a place on a map, where she wants that."""

    dependencies = [("care", "0009_calls_that_end")]

    operations = [
        ops.AddField(
            model_name="CaseAct",
            name="photo_key",
            field=fields.BinaryField(
                null=True, description="personal: what unlocks the picture (sealed for the senior)"
            ),
        ),
        ops.AddField(
            model_name="Residence",
            name="place",
            field=fields.BinaryField(
                null=True,
                description="personal: where on a map, if she wants (sealed for the senior)",
            ),
        ),
    ]
