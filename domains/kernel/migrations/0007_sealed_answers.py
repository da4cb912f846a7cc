from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Answers are sealed under their sender's key; those that lie there wait to be sealed.

    A waiting value is its text behind the byte 2; see infra/keys/envelope.
    """

    dependencies = [("kernel", "0006_housekeeping")]

    operations = [
        ops.RunSQL(
            r"UPDATE kernel.answers SET outcome = '\x02'::bytea || outcome",
            reverse_sql="DELETE FROM kernel.answers",
        ),
        ops.RunSQL(
            """
            CREATE INDEX answers_to_seal ON kernel.answers (id)
            WHERE get_byte(outcome, 0) = 2
            """,
            reverse_sql="DROP INDEX kernel.answers_to_seal",
        ),
        ops.AlterField(
            model_name="Answer",
            name="outcome",
            field=fields.BinaryField(description="personal: what the sender was told (sealed)"),
        ),
    ]
