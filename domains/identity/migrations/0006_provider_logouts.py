from uuid import uuid4

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A provider's logout token counts once."""

    dependencies = [("identity", "0005_refresh_families")]

    operations = [
        ops.CreateModel(
            name="ProviderLogout",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("provider", fields.CharField(max_length=40)),
                ("token_hash", fields.BinaryField()),
                ("heard_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "provider_logouts",
                "schema": "identity",
                "app": "identity",
                "unique_together": (("provider", "token_hash"),),
                "pk_attr": "id",
                "table_description": "A logout token that was heard, so that it is not heard twice; forgotten when it is over.",
            },
            bases=["Model"],
        ),
    ]
