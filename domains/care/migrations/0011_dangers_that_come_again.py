from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """119 is told once a danger, and no longer once a case and kind."""

    dependencies = [("care", "0010_pictures_and_places")]

    operations = [
        ops.AddField(
            model_name="CaseConcern",
            name="is_news",
            field=fields.BooleanField(
                db_default=True, description="whether people were asked anew for it"
            ),
        ),
        ops.AddField(
            model_name="EmergencyCall",
            name="told_of",
            field=fields.UUIDField(null=True, description="a CaseConcern"),
        ),
        ops.RunSQL(
            """
            UPDATE care.emergency_calls e SET told_of = (
                SELECT id FROM care.case_concerns c WHERE c.case_id = e.case_id AND c.kind = e.kind
                ORDER BY raised_at DESC, id DESC LIMIT 1
            )
            """,
            reverse_sql="",
        ),
        ops.RemoveConstraint(model_name="EmergencyCall", fields=["case_id", "kind"]),
        ops.AddConstraint(
            model_name="EmergencyCall",
            constraint=UniqueConstraint(fields=("told_of",), name="emergency_calls_once"),
        ),
        ops.AddIndex(
            model_name="EmergencyCall",
            index=Index(fields=["case_id"], name="emergency_calls_by_case"),
        ),
        ops.AlterModelOptions(
            name="EmergencyCall",
            options={
                "table": "emergency_calls",
                "schema": "care",
                "app": "care",
                "constraints": [
                    UniqueConstraint(fields=("told_of",), name="emergency_calls_once")
                ],
                "indexes": [
                    Index(fields=["case_id"], name="emergency_calls_by_case"),
                    Index(fields=["taken_at", "try_at"], name="emergency_calls_due"),
                    Index(fields=["senior_id"], name="emergency_calls_by_senior"),
                ],
                "pk_attr": "id",
                "table_description": "What 119 is told, once a danger: its id is the one by which "
                "they know it, and `told_of` the",
            },
        ),
    ]
