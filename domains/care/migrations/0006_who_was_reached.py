from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Whether somebody who was asked knows why, and whether any way led to them."""

    dependencies = [("care", "0005_cases")]

    operations = [
        ops.AddField(
            model_name="CaseAsked",
            name="knows_why",
            field=fields.BooleanField(
                db_default=False, description="whether she lets them see reasons"
            ),
        ),
        ops.AddField(
            model_name="CaseAsked",
            name="unreached_at",
            field=fields.DatetimeField(null=True),
        ),
    ]
