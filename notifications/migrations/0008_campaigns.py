from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from notifications.campaigns.vocabulary import CampaignState, Ending


class Migration(migrations.Migration):
    """Campaigns, and the tallies of what became of their deliveries."""

    dependencies = [("notifications", "0007_inbox")]

    operations = [
        ops.CreateModel(
            name="Campaign",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("event_id", fields.UUIDField(null=True, unique=True)),
                (
                    "state",
                    fields.CharEnumField(
                        description="a CampaignState", enum_type=CampaignState, max_length=10
                    ),
                ),
                (
                    "category",
                    fields.CharField(max_length=12, description="a Category: its lane and its law"),
                ),
                (
                    "sender",
                    fields.CharField(
                        max_length=40, description="who speaks; in an advertisement's title"
                    ),
                ),
                (
                    "words",
                    fields.JSONField(
                        description="title and body by language, ko always",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
                (
                    "segment",
                    fields.JSONField(
                        description="notifications.segments, as JSON",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
                (
                    "purpose",
                    fields.CharField(
                        null=True, max_length=40, description="each receiver's own consent"
                    ),
                ),
                ("deep_link", fields.CharField(max_length=200)),
                ("image", fields.CharField(null=True, max_length=500)),
                (
                    "starts_at",
                    fields.DatetimeField(null=True, description="null: when somebody starts it"),
                ),
                ("expires_at", fields.DatetimeField(description="nothing is told after it")),
                (
                    "cursor_person",
                    fields.UUIDField(null=True, description="personal: told up to whom"),
                ),
                (
                    "cursor_device",
                    fields.UUIDField(null=True, description="told up to which installation"),
                ),
                ("expanded_at", fields.DatetimeField(null=True)),
                (
                    "created_by",
                    fields.UUIDField(
                        null=True, description="personal: the officer; null: one who was erased"
                    ),
                ),
                ("created_at", fields.DatetimeField()),
                ("changed_at", fields.DatetimeField()),
                ("started_at", fields.DatetimeField(null=True)),
                ("ended_at", fields.DatetimeField(null=True)),
                (
                    "ending",
                    fields.CharEnumField(
                        null=True, description="an Ending", enum_type=Ending, max_length=10
                    ),
                ),
                (
                    "report",
                    fields.JSONField(
                        null=True,
                        description="how it went, kept",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
            ],
            options={
                "table": "campaigns",
                "schema": "notifications",
                "app": "notifications",
                "indexes": [
                    Index(fields=["state", "starts_at"], name="campaigns_by_state"),
                    Index(fields=["created_by"], name="campaigns_by_officer"),
                ],
                "pk_attr": "id",
                "table_description": "One message to a segment, and how far the segment has been "
                "told.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CampaignTally",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True)),
                ("event_id", fields.UUIDField()),
                ("what", fields.CharField(max_length=60)),
                ("n", fields.IntField()),
            ],
            options={
                "table": "campaign_tallies",
                "schema": "notifications",
                "app": "notifications",
                "indexes": [Index(fields=["event_id"], name="campaign_tallies_by_event")],
                "pk_attr": "id",
                "table_description": "So many more of something: written with what it counts, "
                "summed when somebody looks.",
            },
            bases=["Model"],
        ),
    ]
