from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_whose_steps")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Case",
            name="receipt",
            field=fields.CharField(
                null=True,
                unique=True,
                description="SHA-256 of the code that was given out",
                max_length=64,
            ),
        ),
    ]
