from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Where her phone was as she cried for help lies beside the case, while that is open."""

    dependencies = [("care", "0015_at_most_one_open")]

    operations = [
        ops.CreateModel(
            name="CasePosition",
            fields=[
                (
                    "id",
                    fields.UUIDField(
                        primary_key=True, default=uuid4, unique=True, db_index=True
                    ),
                ),
                (
                    "case",
                    fields.ForeignKeyField(
                        "care.Case",
                        source_field="case_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("senior_id", fields.UUIDField(description="personal: about whom")),
                (
                    "position",
                    fields.BinaryField(
                        description="personal: where she was (sealed for the senior)"
                    ),
                ),
                (
                    "measured_at",
                    fields.DatetimeField(
                        description="personal: when she was there",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
                (
                    "kept_at",
                    fields.DatetimeField(
                        description="since when it lies here", auto_now=False, auto_now_add=False
                    ),
                ),
            ],
            options={
                "table": "case_positions",
                "schema": "care",
                "app": "care",
                "unique_together": (("case_id",),),
                "indexes": [
                    Index(fields=["senior_id"], name="case_positions_by_senior"),
                    Index(fields=["kept_at"], name="case_positions_kept"),
                ],
                "pk_attr": "id",
                "table_description": "Where her phone was as she cried for help, while the case is "
                "open: one a case, the newest",
            },
            bases=["Model"],
        )
    ]
