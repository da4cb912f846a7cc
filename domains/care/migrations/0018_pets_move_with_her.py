from typing import Final
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

TOLD_LAST: Final = """
    INSERT INTO care.pets (senior_id, has_pet, told_at)
    SELECT DISTINCT ON (o.senior_id) o.senior_id, h.has_pet, h.told_at
    FROM care.households h JOIN care.homes o ON o.id = h.home_id
    ORDER BY o.senior_id, h.told_at DESC, h.home_id;
"""
"""Of who has moved, what was told last of any flat of hers."""


class Migration(migrations.Migration):
    """An animal lives with a person and moves with her; what switches itself stays on the walls.

    `households.has_pet` stays and is written, since the release before reads it.
    """

    dependencies = [("care", "0017_how_long_she_was_silent")]

    operations = [
        ops.CreateModel(
            name="Pets",
            fields=[
                (
                    "senior_id",
                    fields.UUIDField(
                        primary_key=True,
                        default=uuid4,
                        unique=True,
                        db_index=True,
                        description="personal: with whom they live",
                    ),
                ),
                ("has_pet", fields.BooleanField()),
                ("told_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "pets",
                "schema": "care",
                "app": "care",
                "pk_attr": "senior_id",
                "table_description": "Whether an animal walks about where she lives: told of her, so that it moves with her.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(TOLD_LAST, reverse_sql=""),
    ]
