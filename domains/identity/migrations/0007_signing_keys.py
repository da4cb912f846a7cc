from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Keys that sign access tokens in their turn; until the first does, the configured one."""

    dependencies = [("identity", "0006_provider_logouts")]

    operations = [
        ops.CreateModel(
            name="SigningKey",
            fields=[
                ("kid", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                (
                    "public_key",
                    fields.BinaryField(description="DER of a SubjectPublicKeyInfo"),
                ),
                (
                    "sealed_private_key",
                    fields.BinaryField(description="PKCS #8 under AES-256-GCM"),
                ),
                ("published_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("signs_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "withdrawn_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "signing_keys",
                "schema": "identity",
                "app": "identity",
                "pk_attr": "kid",
                "table_description": "A key that signs access tokens in its turn; its private "
                "part lies sealed.",
            },
            bases=["Model"],
        ),
    ]
