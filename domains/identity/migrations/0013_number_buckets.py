from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Who calls is found by a bucket of numbers. Older rows have none, and are all looked into."""

    dependencies = [("identity", "0012_contact_numbers")]

    operations = [
        ops.AddField(
            model_name="ContactNumber",
            name="bucket",
            field=fields.SmallIntField(
                null=True, description="personal: which of 4,096 parts the number lies in"
            ),
        ),
        ops.AddIndex(
            model_name="ContactNumber",
            index=Index(fields=("bucket",), name="contact_numbers_by_bucket"),
        ),
    ]
