from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from domains.care.cases.vocabulary import CallEnding


class Migration(migrations.Migration):
    """119 is told how a call ended; who took a case first, however often it was opened again."""

    dependencies = [("care", "0008_opinions_are_the_judgements")]

    operations = [
        ops.AddField(
            model_name="Case", name="first_taken_at", field=fields.DatetimeField(null=True)
        ),
        ops.AddField(
            model_name="EmergencyCall", name="sent_at", field=fields.DatetimeField(null=True)
        ),
        ops.AddField(
            model_name="EmergencyCall", name="dropped_at", field=fields.DatetimeField(null=True)
        ),
        ops.AddField(
            model_name="EmergencyCall",
            name="ending",
            field=fields.CharEnumField(
                CallEnding, max_length=12, null=True, description="a CallEnding"
            ),
        ),
        ops.AddField(
            model_name="EmergencyCall", name="ending_id", field=fields.UUIDField(null=True)
        ),
        ops.AddField(
            model_name="EmergencyCall",
            name="ending_taken_at",
            field=fields.DatetimeField(null=True),
        ),
        ops.RunSQL(
            """
            UPDATE care.cases SET first_taken_at = taken_at;
            UPDATE care.emergency_calls SET sent_at = asked_at
            WHERE tries > 0 OR taken_at IS NOT NULL;
            UPDATE care.emergency_calls e SET dropped_at = c.ended_at FROM care.cases c
            WHERE c.id = e.case_id AND c.ended_at IS NOT NULL AND e.taken_at IS NULL;
            """,
            reverse_sql="",
        ),
    ]
