from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """ "Was this right?" is asked once, by the judgement that it tunes: see `given_opinions`."""

    dependencies = [("care", "0007_judgement")]

    operations = [
        ops.RemoveField(model_name="CaseConcern", name="was_right"),
        ops.RemoveField(model_name="CaseConcern", name="judged_by"),
        ops.RemoveField(model_name="CaseConcern", name="judged_at"),
    ]
