from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A child's choice outlives the erasure of whoever made it."""

    dependencies = [("consent", "0006_what_stands_at_a_moment")]

    operations = [
        ops.AlterField(
            model_name="NoticeChoice",
            name="decided_by",
            field=fields.UUIDField(
                null=True, description="personal: who decided; null: somebody who was erased"
            ),
        ),
    ]
