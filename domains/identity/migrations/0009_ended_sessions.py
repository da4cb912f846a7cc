from uuid import uuid4

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Sessions of the erased leave word of their end for as long as a token may live."""

    dependencies = [("identity", "0008_whom_a_logout_named")]

    operations = [
        ops.CreateModel(
            name="EndedSession",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("ended_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "ended_sessions",
                "schema": "identity",
                "app": "identity",
                "pk_attr": "id",
                "table_description": "A session of somebody who was erased: its access tokens may live a little longer.",
            },
            bases=["Model"],
        ),
    ]
