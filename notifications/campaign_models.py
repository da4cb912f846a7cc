"""The rows of campaigns. What an officer tells the city is public and is not sealed."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from notifications.campaigns.vocabulary import CampaignState, Ending


class Campaign(Model):
    """One message to a segment, and how far the segment has been told.

    `event_id` is what its deliveries, decisions and inbox entries carry: a uuidv7 of its start, so
    that they lie in the partition of that month. The cursor is the last installation that was
    decided about; `expanded_at` says that there was none behind it.
    """

    id = fields.UUIDField(primary_key=True)
    event_id = fields.UUIDField(null=True, unique=True)
    state = fields.CharEnumField(CampaignState, max_length=10, description="a CampaignState")
    category = fields.CharField(max_length=12, description="a Category: its lane and its law")
    sender = fields.CharField(max_length=40, description="who speaks; in an advertisement's title")
    words: dict[str, Any] = fields.JSONField(description="title and body by language, ko always")
    segment: dict[str, Any] = fields.JSONField(description="notifications.segments, as JSON")
    purpose = fields.CharField(max_length=40, null=True, description="each receiver's own consent")
    deep_link = fields.CharField(max_length=200)
    image = fields.CharField(max_length=500, null=True)
    starts_at = fields.DatetimeField(null=True, description="null: when somebody starts it")
    expires_at = fields.DatetimeField(description="nothing is told after it")
    cursor_person = fields.UUIDField(null=True, description="personal: told up to whom")
    cursor_device = fields.UUIDField(null=True, description="told up to which installation")
    expanded_at = fields.DatetimeField(null=True)
    created_by = fields.UUIDField(
        null=True, description="personal: the officer; null: one who was erased"
    )
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    ending = fields.CharEnumField(Ending, max_length=10, null=True, description="an Ending")
    report: dict[str, Any] | None = fields.JSONField(null=True, description="how it went, kept")

    class Meta:
        app, schema, table = "notifications", "notifications", "campaigns"
        indexes = (
            Index(fields=("state", "starts_at"), name="campaigns_by_state"),
            Index(fields=("created_by",), name="campaigns_by_officer"),
        )


class CampaignTally(Model):
    """So many more of something: written with what it counts, summed when somebody looks.

    Rows are only added, so that many batches of one campaign never wait for each other; a sweep
    folds them. `what` is a `campaigns.tally` word, such as `device.sent`.
    """

    id = fields.BigIntField(primary_key=True)
    event_id = fields.UUIDField()
    what = fields.CharField(max_length=60)
    n = fields.IntField()

    class Meta:
        app, schema, table = "notifications", "notifications", "campaign_tallies"
        indexes = (Index(fields=("event_id",), name="campaign_tallies_by_event"),)
