from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

AUDIENCE_DEVICES = """
    CREATE VIEW identity.audience_devices AS
        SELECT person_id, id AS device_id, platform, push_token AS address
        FROM identity.devices WHERE push_token IS NOT NULL AND revoked_at IS NULL;
    COMMENT ON VIEW identity.audience_devices IS
        'personal: the installations that can be rung now, with their addresses';
"""
"""As migration 0011 made it: a column that a view reads keeps its type."""


class Migration(migrations.Migration):
    """Telephone numbers; and room in `push_token` for a browser's subscription."""

    dependencies = [("identity", "0011_audience")]

    operations = [
        ops.CreateModel(
            name="ContactNumber",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "identity.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "number",
                    fields.BinaryField(
                        description="personal: in E.164 (sealed for the person)"
                    ),
                ),
                ("sms_line_id", fields.UUIDField(null=True, unique=True)),
                ("voice_line_id", fields.UUIDField(null=True, unique=True)),
                ("added_at", fields.DatetimeField()),
                ("asked_at", fields.DatetimeField(description="when a code was last asked for")),
                ("code_hash", fields.BinaryField(null=True)),
                ("code_ends_at", fields.DatetimeField(null=True)),
                ("code_tries", fields.SmallIntField(default=0)),
                (
                    "verified_at",
                    fields.DatetimeField(
                        null=True, description="personal: when a code from it was typed"
                    ),
                ),
            ],
            options={
                "app": "identity",
                "schema": "identity",
                "table": "contact_numbers",
                "indexes": [Index(fields=["person_id"], name="contact_numbers_by_person")],
                "pk_attr": "id",
                "table_description": "A number at which somebody wants to be written to or "
                "called when no push reaches them.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(
            "DROP VIEW identity.audience_devices",
            reverse_sql=AUDIENCE_DEVICES,
        ),
        ops.AlterField(
            model_name="Device",
            name="push_token",
            field=fields.CharField(
                max_length=1400,
                null=True,
                unique=True,
                description="personal: reaches one installation",
            ),
        ),
        ops.RunSQL(
            AUDIENCE_DEVICES,
            reverse_sql="DROP VIEW identity.audience_devices",
        ),
    ]
