from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Chains of ways for what a push did not bring home; and what a provider has reported."""

    dependencies = [("notifications", "0011_digests")]

    operations = [
        ops.CreateModel(
            name="Fallback",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("event_id", fields.UUIDField()),
                ("person_id", fields.UUIDField(description="personal: whom it must reach")),
                ("category", fields.CharField(max_length=12)),
                ("locale", fields.CharField(max_length=2)),
                ("armed_at", fields.DatetimeField()),
                ("expires_at", fields.DatetimeField()),
                ("tried", fields.CharField(description="push, or a Channel", max_length=8)),
                (
                    "ways_left",
                    ArrayField(
                        description="Channels that were not tried yet, in order",
                        element_type="TEXT",
                    ),
                ),
                ("due_at", fields.DatetimeField()),
                ("ended_at", fields.DatetimeField(null=True)),
                (
                    "ended_because",
                    fields.CharField(null=True, description="a Because", max_length=10),
                ),
            ],
            options={
                "table": "fallbacks",
                "schema": "notifications",
                "app": "notifications",
                "unique_together": (("event_id", "person_id"),),
                "indexes": [Index(fields=["person_id"], name="fallbacks_by_person")],
                "pk_attr": "id",
                "table_description": "One alarm and one person: which way was tried last, which are left, and when to look.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReportNonce",
            fields=[
                (
                    "nonce",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=100),
                ),
                ("seen_at", fields.DatetimeField(db_index=True)),
            ],
            options={
                "table": "report_nonces",
                "schema": "notifications",
                "app": "notifications",
                "pk_attr": "nonce",
                "table_description": "A provider's report of the last minutes: the same one twice is a replay.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(
            """
            CREATE INDEX fallbacks_due ON notifications.fallbacks (due_at)
                WHERE ended_at IS NULL;
            ALTER TABLE notifications.fallbacks SET (fillfactor = 80);
            """,
            reverse_sql="DROP INDEX notifications.fallbacks_due",
        ),
    ]
