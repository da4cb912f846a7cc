from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

MINUTE = "personal: minutes since Seoul's midnight, in quarters of an hour"


class Migration(migrations.Migration):
    """A person's wishes for the gate, and a way from a person to what was decided about them.

    Hours are quarters and arrays are sorted: a city has few sets of wishes, and a campaign decides
    once for each.
    """

    dependencies = [("notifications", "0005_sealed_words")]

    operations = [
        ops.CreateModel(
            name="Preferences",
            fields=[
                (
                    "person_id",
                    fields.UUIDField(primary_key=True, description="personal: whose wishes"),
                ),
                (
                    "muted",
                    ArrayField(
                        "TEXT", default=[], description="personal: as advertising.sms, sorted"
                    ),
                ),
                ("quiet_from", fields.SmallIntField(null=True, description=MINUTE)),
                ("quiet_to", fields.SmallIntField(null=True, description=MINUTE)),
                ("digest_at", fields.SmallIntField(null=True, description=MINUTE)),
                (
                    "digested",
                    ArrayField("TEXT", default=[], description="personal: categories, sorted"),
                ),
                (
                    "large_text",
                    fields.BooleanField(default=False, description="personal: reads large letters"),
                ),
                ("changed_at", fields.DatetimeField()),
            ],
            options={
                "table": "preferences",
                "schema": "notifications",
                "app": "notifications",
                "pk_attr": "person_id",
                "table_description": "A person's wishes, as far as they said any; "
                "without a row there are none.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(
            """
            ALTER TABLE notifications.preferences
                ADD CHECK (quiet_from BETWEEN 0 AND 1439 AND quiet_from % 15 = 0),
                ADD CHECK (quiet_to BETWEEN 0 AND 1439 AND quiet_to % 15 = 0),
                ADD CHECK (digest_at BETWEEN 0 AND 1439 AND digest_at % 15 = 0),
                ADD CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
            """,
            reverse_sql="",
        ),
        ops.AddIndex(
            model_name="Decision",
            index=Index(fields=["person_id", "id"], name="decisions_by_person"),
        ),
    ]
