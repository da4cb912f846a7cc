from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What a first sign-in enrolled, before it took a stand-in account over, says whose it was."""

    dependencies = [("identity", "0009_ended_sessions")]

    operations = [
        ops.AddField(
            model_name="Person",
            name="became_id",
            field=fields.UUIDField(
                null=True,
                db_index=True,
                description="personal: as whom this sign-in goes on; the row is empty since",
            ),
        ),
    ]
